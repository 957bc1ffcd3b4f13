using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>Keeps one heartbeat of each node a minute, for a month: how a node did before it failed.</summary>
internal sealed partial class HeartbeatHistory(IDatabase database, NodeBoard nodes, TimeProvider time, ILogger<HeartbeatHistory> log) : BackgroundService
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _keep = TimeSpan.FromDays(30);
    private readonly Dictionary<string, DateTimeOffset> _kept = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(_every, time);
        while (await clock.WaitForNextTickAsync(stopping))
        {
            try
            {
                await KeepAsync(stopping);
            }
            catch (Exception e) when (database.IsTransient(e))
            {
                Log.Failed(log, e); // A minute of health is lost, nothing else.
            }
        }
    }

    /// <summary>Writes the newest heartbeat of each node that has a new one.</summary>
    public Task KeepAsync(CancellationToken cancel)
    {
        var beats = nodes.List().Where(node => node.Beat is { } beat && _kept.GetValueOrDefault(node.Node) < beat.At).ToList();
        return beats.Count == 0 ? Task.CompletedTask : database.WriteAsync(async session =>
        {
            foreach (var node in beats)
            {
                await session.DoAsync("INSERT INTO heartbeats (node, at_us, body) VALUES (@node, @at, @body) ON CONFLICT (node, at_us) DO NOTHING", cancel,
                    ("@node", node.Node), ("@at", WireTime.ToMicroseconds(node.Beat!.At)), ("@body", JsonSerializer.Serialize(node.Beat, Json)));
                _kept[node.Node] = node.Beat.At;
            }
            return await session.DoAsync("DELETE FROM heartbeats WHERE at_us < @before", cancel, ("@before", WireTime.ToMicroseconds(time.GetUtcNow() - _keep)));
        }, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Heartbeats could not be kept.")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
