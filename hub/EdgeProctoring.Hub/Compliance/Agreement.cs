using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>How often others decide alike, with the interval that so few looks allow (Wilson, 95 %).</summary>
public sealed record Agreement(string About, int Looked, int Agreed, int WrongFlags, int Misses)
{
    private const double Z = 1.959964;

    public double Share => Looked == 0 ? 0 : (double)Agreed / Looked;
    public (double From, double To) Interval => Wilson(Agreed, Looked);

    public static (double From, double To) Wilson(int hits, int tries)
    {
        if (tries == 0)
        {
            return (0, 1);
        }
        var (share, square) = ((double)hits / tries, Z * Z);
        var middle = share + (square / (2 * tries));
        var half = Z * Math.Sqrt((share * (1 - share) / tries) + (square / (4.0 * tries * tries)));
        // The formula's own ends are 0 and 1 there; rounding must not push them over.
        return (hits == 0 ? 0 : (middle - half) / (1 + (square / tries)), hits == tries ? 1 : (middle + half) / (1 + (square / tries)));
    }

    /// <summary>One line for each of what the items are grouped by; least agreement first.</summary>
    public static List<Agreement> Of(IEnumerable<SampleItem> items, Func<SampleItem, string> about) => [.. items.Where(item => item.Second is not null).GroupBy(about, StringComparer.Ordinal)
        .Select(group => new Agreement(group.Key, group.Count(), group.Count(item => item.Agrees),
            group.Count(item => item.First != VerdictKind.Dismiss && item.Settled == VerdictKind.Dismiss),
            group.Count(item => item.First == VerdictKind.Dismiss && item.Settled is { } settled && settled != VerdictKind.Dismiss)))
        .OrderBy(line => line.Share).ThenByDescending(line => line.Looked).ThenBy(line => line.About, StringComparer.Ordinal)];
}
