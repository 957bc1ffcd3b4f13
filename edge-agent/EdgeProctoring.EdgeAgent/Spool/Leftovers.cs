using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// What was still going on when the node lost power ends with the moment at which it was last alive: a later time would claim
/// what nobody saw. The ids stay, so that nothing is counted twice.
/// </summary>
internal static class Leftovers
{
    public static async Task<int> EndAsync(Spool spool, NodeIdentity node, NodeClock clock, CancellationToken cancel)
    {
        using var reader = new SpoolReader(spool.File);
        var open = reader.GoingOn();
        for (var at = 0; at < open.Count; at += Limits.BatchItems)
        {
            var ends = open.Skip(at).Take(Limits.BatchItems).Select(item => End(item, spool.BeforeThis, node, clock)).OfType<BatchItem>().ToList();
            await spool.AppendAsync(new SpoolEntry(ends), cancel);
        }
        return open.Count;
    }

    private static BatchItem? End(byte[] item, DateTimeOffset? lastAlive, NodeIdentity node, NodeClock clock)
    {
        var read = Wire.DecodeBatch(Wire.JoinItems(SourceKind.Node, node.Node, node.Boot, [item])).Batch;
        if (read.Items is not [{ Observation: { } begun }])
        {
            return null;
        }
        var to = lastAlive is { } alive && alive > begun.From ? alive : begun.From;
        return new BatchItem(0) { Observation = begun with { To = to, Clock = clock.Read() } };
    }
}
