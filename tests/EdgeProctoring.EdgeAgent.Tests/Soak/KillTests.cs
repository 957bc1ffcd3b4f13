namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>kill -9 of agent and broker at random moments: what the agent had on its disk arrives, and nothing arrives twice.</summary>
public sealed class KillTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task Nothing_promised_is_lost_and_nothing_is_seen_twice_however_often_power_fails()
    {
        var rounds = Soaking.Rounds(3, 200);
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, "https://localhost:1");
        var promised = new List<(string Boot, IReadOnlyDictionary<(string Kind, string Seat), int> Begun)>();
        for (var round = 0; round < rounds; round++)
        {
            await agent.StartAsync();
            await agent.Life.WaitForAsync("begins.", TestHub.Limit);
            // At a random moment of the film, so that in many rounds every instant is hit.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(4000)), TestContext.Current.CancellationToken);
            if (round % 2 == 1)
            {
                await broker.KillAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(500)), TestContext.Current.CancellationToken);
            }
            await agent.KillAsync();
            promised.Add((AgentProcess.BootOf(agent.Life.Output), SeenLines.Begun(agent.Life.Output)));
            if (round % 2 == 1)
            {
                await broker.StartAgainAsync();
                await hub.ConnectAsync();
            }
        }
        await agent.StartAsync();
        var last = AgentProcess.BootOf(agent.Life.Output);
        foreach (var (boot, begun) in promised)
        {
            await hub.WaitAsync($"all of life {boot}", () => Arrived(hub, boot, begun) ? hub : null);
        }
        await hub.WaitAsync("each earlier sighting's end", () => hub.Observations.Where(seen => seen.Boot != last).GroupBy(seen => seen.Id)
            .All(same => hub.Observations.Any(seen => seen.Id == same.Key && seen.To is not null)) ? hub : null);
        Assert.Equal(0, await agent.StopAsync());
        await hub.WaitAsync("the last life", () => hub.Items.Count(item => item.Boot == last) == hub.Items.Where(item => item.Boot == last).Max(item => item.Item.Seq) ? hub : null);
        Ledger.AssertSequence(hub);
    }

    /// <summary>All that was promised came, and at most what was saved in the last instant beyond it.</summary>
    private static bool Arrived(TestHub hub, string boot, IReadOnlyDictionary<(string Kind, string Seat), int> begun)
    {
        var came = hub.Observations.Where(seen => seen.Boot == boot && seen.To is null && seen.Source.Camera == "cam-1").DistinctBy(seen => seen.Id)
            .GroupBy(seen => (seen.Kind.Name, seen.Subject.Seat ?? "-")).ToDictionary(same => same.Key, same => same.Count());
        foreach (var (what, count) in begun)
        {
            Assert.True(came.GetValueOrDefault(what) <= count + 1, $"{what} came {came.GetValueOrDefault(what)} times in life {boot}, but was seen {count} times.");
        }
        return begun.All(what => came.GetValueOrDefault(what.Key) >= what.Value);
    }
}
