using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Enrolment;

/// <summary>A node that its hub revokes watches nobody any more, also after a restart, and keeps what it has not sent.</summary>
public sealed class RevocationTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task A_revoked_node_stops_watching_at_once_and_stays_so_over_a_restart()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var enrolment = await EnrolmentHub.StartAsync(broker, Node);
        await using var hub = new TestHub(broker, Node) { SendsReceipts = false };
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, enrolment.Address);
        await agent.StartAsync();
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");

        enrolment.Desk.Revoked.SetResult();
        await agent.Life.WaitForAsync("This node was revoked and watches nothing", TestHub.Limit);
        await hub.WaitAsync("goodbye", () => Wire.DecodeState(hub.Retained(hub.Topics.State)) is { Online: false } state ? state : null);
        Assert.False(agent.Life.HasExited);
        await agent.StopAsync();
        var said = AgentProcess.Run("run", "--config", agent.ConfigFile);
        await using (said)
        {
            await said.WaitForAsync("This node was revoked and watches nothing", TestHub.Limit);
            Assert.DoesNotContain("starts as", said.Output, StringComparison.Ordinal);
        }
        using var reader = new SpoolReader(Path.Combine(agent.DataFolder, "spool.db"));
        Assert.True(reader.ItemCount() > 0);
    }
}
