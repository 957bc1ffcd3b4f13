using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Whole;

/// <summary>kill -9 of the broker and then of the node, at the worst moment: while something goes on that nobody has received.</summary>
public sealed class PowerCutTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task Every_sighting_arrives_once_though_broker_and_node_lose_power_meanwhile()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, "https://localhost:1");
        await agent.StartAsync();
        var empty = await hub.SeesAsync(ObservationKind.SeatEmpty, "7");

        await broker.KillAsync();
        await agent.Life.WaitForAsync("object.phone at seat 12 begins", TestHub.Limit);
        await agent.KillAsync();
        await broker.StartAgainAsync();
        await hub.ConnectAsync();
        await agent.StartAsync();

        var phone = await hub.SeesAsync(ObservationKind.Phone, "12", and: seen => seen.Boot == empty.Boot);
        var ended = await hub.SeesAsync(ObservationKind.Phone, "12", ended: true, and: seen => seen.Id == phone.Id);
        Assert.NotEqual(empty.Boot, ended.Boot);
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7", ended: true, and: seen => seen.Id == empty.Id);
        await hub.SeesAsync(ObservationKind.StreamGap, null, and: seen => seen.Detail.Reason == "the node was not running");
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7", and: seen => seen.Boot == ended.Boot);

        Assert.All(hub.Observations.GroupBy(seen => seen.Id), same => Assert.Single(same.Select(seen => (seen.Kind, seen.Subject, seen.From)).Distinct()));
        await hub.WaitAsync("the earlier life without holes", () =>
        {
            var seqs = hub.Items.Where(item => item.Boot == empty.Boot).Select(item => item.Item.Seq).ToList();
            return seqs.Count > 0 && seqs[^1] == seqs.Count ? seqs : null;
        });
        Assert.Equal(0, await agent.StopAsync());
        AssertFreed(agent, hub);
    }

    /// <summary>After its receipts the spool holds nothing of the earlier life.</summary>
    private static void AssertFreed(AgentProcess agent, TestHub hub)
    {
        using var reader = new SpoolReader(Path.Combine(agent.DataFolder, "spool.db"));
        var first = hub.Items[0].Boot;
        Assert.DoesNotContain(reader.Boots(), boot => boot.Boot == first);
    }
}
