using System.Runtime.InteropServices;

namespace EdgeProctoring.Rules;

/// <summary>One sighting, clipped to where and when it counts.</summary>
internal readonly record struct Piece(long From, long To, Sighting Seen);

/// <summary>Pieces that follow each other without a longer gap: a part of a list that its owner may reuse for the next rule.</summary>
internal readonly struct Stretch(long from, long to, List<Piece> pieces, int first, int count)
{
    public long From => from;
    public long To => to;
    public long Length => to - from;
    public ReadOnlySpan<Piece> Pieces => CollectionsMarshal.AsSpan(pieces).Slice(first, count);
}

/// <summary>
/// Lists of the thread that judges, used again for every rule: judging again costs little memory, and nothing in them
/// outlives the rule that filled them.
/// </summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? _own;
    [ThreadStatic]
    private static Scratch? _other;

    public static Scratch Own => _own ??= new Scratch();
    public static Scratch Other => _other ??= new Scratch();

    public List<Piece> Pieces { get; } = [];
    public List<Stretch> Stretches { get; } = [];
    public List<Finding> Findings { get; } = [];

    /// <summary>Joins pieces (in order of time) whose gaps are at most <paramref name="gap"/>.</summary>
    public List<Stretch> Join(List<Piece> pieces, long gap)
    {
        Stretches.Clear();
        for (var first = 0; first < pieces.Count;)
        {
            var (next, to) = (first + 1, pieces[first].To);
            while (next < pieces.Count && pieces[next].From - to <= gap)
            {
                to = Math.Max(to, pieces[next].To);
                next++;
            }
            Stretches.Add(new Stretch(pieces[first].From, to, pieces, first, next - first));
            first = next;
        }
        return Stretches;
    }
}
