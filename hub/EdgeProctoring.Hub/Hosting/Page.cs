namespace EdgeProctoring.Hub.Hosting;

/// <summary>A part of a list; <see cref="Next"/> goes into <c>after</c> for what follows, and is absent at the end.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which part of a list is wanted: <c>?after=…&amp;limit=…</c>.</summary>
internal readonly record struct PageWish(string? After, int? Limit)
{
    private const int Usual = 50;
    private const int Most = 200;

    public int Size => Math.Clamp(Limit ?? Usual, 1, Most);

    /// <summary>Cuts what was read, one more than asked for, to the page.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> read, Func<T, string> key) =>
        read.Count > Size ? new Page<T>([.. read.Take(Size)], key(read[Size - 1])) : new Page<T>(read, null);
}
