namespace EdgeProctoring.EndToEnd;

/// <summary>kill -9 of each part in turn, in the worst moment: afterwards every offence is there, exactly once.</summary>
public class PowerCutTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Keeps_every_offence_exactly_once_through_the_death_of_hub_broker_and_node()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(Films.Of("power-cuts", 60,
            Films.Phone(4, 4, 6), Films.Leave(2, 14, 18), Films.Phone(6, 40, 8, "old")), cancel);
        stage.StartAgent();
        using (var before = await HubClient.SignInAsync(stage.Address, "proctor", cancel))
        {
            await before.WaitForAsync(seen => seen.Any(one => one.Code == "PHONE"), _soon, () => stage.Logs);
        }

        // The hub is dead while seat 2 is left.
        await stage.KillHubAsync();
        await stage.StartHubAsync();
        using var hub = await HubClient.SignInAsync(stage.Address, "proctor", cancel);
        await hub.WaitForAsync(seen => seen.Any(one => one.Code == "PERSON_ABSENT"), _soon, () => stage.Logs);

        // The broker is dead while the second phone is taken out; then the node dies with what it could not send.
        await stage.KillBrokerAsync();
        await stage.AgentSaysAsync("the film has ended", _soon);
        await stage.KillAgentAsync();
        await stage.ShowAsync(Films.Of("quiet", 20), cancel);
        await stage.StartBrokerAsync();
        stage.StartAgent();

        var all = await hub.WaitForAsync(seen => seen.Count(one => one.Code == "PHONE" && one.HasPicture) == 2, _soon, () => stage.Logs);
        Assert.Equal(["PERSON_ABSENT 2", "PHONE 4", "PHONE 6"], all.Where(one => one.Code is "PHONE" or "PERSON_ABSENT" or "PERSON_EXTRA" or "TURNED_AWAY")
            .Select(one => $"{one.Code} {string.Join(',', one.Seats)}").Order());
    }
}
