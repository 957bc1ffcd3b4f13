namespace EdgeProctoring.ExamDays;

/// <summary>A small generator of our own (SplitMix64): the same seed is the same day on every machine and every version of .NET.</summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>True so many times in a thousand.</summary>
    public bool In1000(int times) => Between(1, 1000) <= times;

    public T Of<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    public TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(Between(least * 1000, most * 1000));

    /// <summary>A child generator, so that adding a seat does not change what happens at the others.</summary>
    public Chance Branch(int number) => new(_state ^ ((ulong)number * 0xD1342543DE82EF95));
}
