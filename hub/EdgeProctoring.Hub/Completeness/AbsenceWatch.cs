using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Nodes;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>
/// Notices within seconds that a node which should watch a running exam is away, and says so in the record: an equipment
/// event that pauses scoring and a reason for the missing minutes. It never costs anybody.
/// </summary>
internal sealed class AbsenceWatch(NodeBoard nodes, Ledger ledger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(2);

    /// <summary>Two heartbeats missed.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(20);

    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly Dictionary<string, bool> _told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(_every, time);
        while (await clock.WaitForNextTickAsync(stopping))
        {
            await LookAsync(stopping);
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        foreach (var node in nodes.List())
        {
            // After its own start the hub has heard nobody: that is no absence yet.
            var last = node.Heard is { } heard && heard > _since ? heard : _since;
            var away = (!node.Online && node.Heard is not null) || now - last > _silence;
            if (away || _told.GetValueOrDefault(node.Node, true))
            {
                // While a node is away each look goes to the record: an exam may have begun meanwhile.
                await ledger.EnqueueAsync(new NodeAbsence(node.Node, away, away && node.Online ? last : now), stopping);
            }
            _told[node.Node] = away;
        }
    }
}
