using System.Diagnostics;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>
/// The network comes back after a long cut: what was kept meanwhile drains while what is seen now does not wait for it. The line
/// is a relay that passes 100 Mbit/s; the cut's items are laid into the spool beforehand, as an earlier life would have.
/// </summary>
public sealed class DrainTests
{
    private const string Node = "n-204";
    private const int HundredMegabit = 12_500_000;

    [Fact]
    public async Task A_backlog_drains_in_time_and_what_is_seen_meanwhile_arrives_within_three_seconds()
    {
        var backlog = Soaking.Rounds(60_000, 400_000);
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var relay = new TcpRelay(broker.TlsPort, HundredMegabit);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        using var folder = new AgentFolder(hub, broker, "https://localhost:1");
        var settings = folder.Settings with { Mqtt = new BrokerAddress { Host = "localhost", Port = relay.Port } };
        var earlier = await LayAsync(settings, backlog);

        var begun = Stopwatch.StartNew();
        await using var agent = await AgentHost.StartAsync(settings, null, TimeProvider.System, TestContext.Current.CancellationToken);
        await hub.WaitAsync("the backlog", () => hub.Held(earlier) >= backlog ? hub : null, TimeSpan.FromMinutes(10));
        var drained = begun.Elapsed;
        await hub.SeesAsync(ObservationKind.Phone, "12");
        var waits = hub.Items.Where(item => item.Boot != earlier && item.Item.Observation is { To: null } seen && seen.Subject.Seat is not null)
            .Select(item => (hub.CameAt[(item.Boot, item.Item.Seq)] - Stamps.MadeAt(item.Item.Observation!)).TotalSeconds).Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{backlog} items drained in {drained.TotalSeconds:0.0} s; live: {waits.Count} items, the slowest {waits[^1]:0.00} s");
        Assert.True(drained < TimeSpan.FromMinutes(10), $"Draining took {drained}.");
        Assert.True(waits[(int)(waits.Count * 0.95)] <= 3, $"Live items took {string.Join(", ", waits)} s.");
    }

    private static async Task<string> LayAsync(AgentSettings settings, int count)
    {
        using var node = NodeIdentity.Load(settings, TimeProvider.System);
        await using var spool = new Spool(settings.Data, node, 10_000_000_000, new NodeClock(TimeProvider.System), Microsoft.Extensions.Logging.Abstractions.NullLogger<Spool>.Instance);
        for (var at = 0; at < count; at += 500)
        {
            await spool.AppendAsync(SpoolEntry.Of([.. Enumerable.Range(at, Math.Min(500, count - at)).Select(_ => Nodes.Phone("1", TimeProvider.System.GetUtcNow()))]), TestContext.Current.CancellationToken);
        }
        return node.Boot;
    }
}
