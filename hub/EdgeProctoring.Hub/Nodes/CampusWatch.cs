using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>
/// Notices that <c>setup</c>, which is a program of its own, has changed the campus, and makes the running hub follow:
/// nodes and keys, the wall's rooms, the judges, the nodes' configurations.
/// </summary>
internal sealed partial class CampusWatch(IDatabase database, NodeBoard nodes, SenderKeys keys, NodeConfigurations configurations, WallRooms rooms,
    LiveNodes live, BrokerGate gate, Ledger ledger, TimeProvider time, ILogger<CampusWatch> log) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(2);
    private long? _seen;
    private long _seenWindows;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(_every, time);
        while (await clock.WaitForNextTickAsync(stopping))
        {
            try
            {
                await FollowAsync(stopping);
            }
            catch (Exception e) when (database.IsTransient(e))
            {
                Log.Failed(log, e); // The next look finds the change.
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var version = await CampusVersion.ReadAsync(session, cancel);
        var windows = await CampusVersion.ReadWindowsAsync(session, cancel);
        if (version == _seen)
        {
            if (windows != _seenWindows)
            {
                await configurations.PublishAsync(cancel);
                _seenWindows = windows;
            }
            return;
        }
        var cameras = await session.ListAsync("SELECT n.id, c.id, c.room FROM nodes n LEFT JOIN cameras c ON c.node = n.id WHERE n.revoked = 0 ORDER BY n.id, c.id",
            row => (Node: row.GetString(0), Camera: row.Text(1), Room: row.Text(2)), cancel);
        nodes.Register(cameras.GroupBy(row => row.Node).ToDictionary(group => group.Key,
            group => (IReadOnlyList<NodeCamera>)[.. group.Where(row => row.Camera is not null).Select(row => new NodeCamera(row.Camera!, row.Room!))]));
        live.Keep([.. cameras.Select(row => row.Node).Distinct(StringComparer.Ordinal)]);
        keys.Replace(await session.ListAsync("SELECT id, public_key FROM nodes WHERE revoked = 0 AND public_key IS NOT NULL",
            row => (row.GetString(0), row.Bytes(1)), cancel));
        await gate.WriteRulesAsync(cancel);
        await rooms.ShowAsync(session, cancel);
        await configurations.PublishAsync(cancel);
        if (_seen is not null)
        {
            await ledger.EnqueueAsync(new CampusChanged(), cancel);
        }
        (_seen, _seenWindows) = (version, windows);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The campus could not be looked at; will try again.")]
        public static partial void Failed(ILogger logger, Exception e);
    }

    /// <summary>The judges are built anew, under the campus as it is now.</summary>
    private sealed class CampusChanged : ILedgerWork
    {
        public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
        {
            entry.Desk.Forget();
            await entry.Desk.LoadAsync(entry.Session, cancel);
        }

        public void Committed()
        {
        }

        public void Failed(Exception why)
        {
        }
    }
}
