using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>The network swallows every byte in the middle of the stream, without a word: no reset, no end.</summary>
public sealed class BlackHoleTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task A_line_that_swallows_everything_is_given_up_in_time_and_nothing_is_lost_or_doubled()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var relay = new TcpRelay(broker.TlsPort);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, "https://localhost:1", mqttPort: relay.Port);
        await agent.StartAsync();
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        for (var round = 1; round <= Soaking.Rounds(1, 200); round++)
        {
            var ended = hub.Observations.Count(seen => seen.Kind == ObservationKind.SeatEmpty && seen.Subject.Seat == "4" && seen.To is not null);
            relay.FallSilent();
            // Keep-alive and its answer are 10 s each; only the agent's own word counts.
            await agent.WaitForCountAsync("No line to the broker", round);
            relay.Speak();
            await agent.WaitForCountAsync("Connected with the broker", round + 1);
            await hub.WaitAsync("what was seen meanwhile", () => hub.Observations.Count(seen => seen.Kind == ObservationKind.SeatEmpty && seen.Subject.Seat == "4" && seen.To is not null) > ended ? hub : null);
        }
        Assert.Equal(0, await agent.StopAsync());
        var begun = SeenLines.Begun(agent.Output);
        await hub.WaitAsync("all that was promised", () => begun.All(what => Came(hub, what.Key) >= what.Value) ? hub : null);
        Assert.All(begun, what => Assert.Equal(what.Value, Came(hub, what.Key)));
        Ledger.AssertSequence(hub);
    }

    private static int Came(TestHub hub, (string Kind, string Seat) what) =>
        hub.Observations.Where(seen => seen.Kind.Name == what.Kind && (seen.Subject.Seat ?? "-") == what.Seat).DistinctBy(seen => seen.Id).Count();
}
