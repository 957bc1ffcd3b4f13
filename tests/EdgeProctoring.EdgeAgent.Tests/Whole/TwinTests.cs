using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Whole;

/// <summary>Configuration, commands and receipts over the real line.</summary>
public sealed class TwinTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task A_bad_configuration_is_refused_with_all_errors_the_old_one_stays_and_commands_are_done_once_and_in_time()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var evidence = await EvidenceHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node) { SendsReceipts = false };
        await hub.ConnectAsync();
        var good = film.Configuration(Node, once: false, version: 5);
        await hub.ConfigureAsync(good);
        await using var agent = new AgentProcess(hub, broker, evidence.Address);
        await agent.StartAsync();
        await hub.ReportAsync(report => report is { Version: 5, State: ConfigurationState.Applied });
        await hub.WaitAsync("the camera to deliver", () =>
            hub.Retained(hub.Topics.CameraStatus("cam-1")) is { } status && Wire.DecodeCameraStatus(status) is { Delivering: true } health ? health : null);

        await hub.ConfigureAsync(good with { Version = 6, Profile = "pi4", Exams = [good.Exams[0] with { Room = "elsewhere" }] });
        var refused = await hub.ReportAsync(report => report.Version == 6);
        Assert.Equal((ConfigurationState.Refused, 2), (refused.State, refused.Errors.Count));

        var now = TimeProvider.System.GetUtcNow();
        NodeCommand Snapshot(string id, int seconds) => new() { Id = id, Name = "snapshot", Issued = now.AddHours(-1), Expires = now.AddSeconds(seconds), Arguments = new Dictionary<string, string> { ["camera"] = "cam-1" } };
        await hub.CommandAsync(Snapshot("c-1", -1));
        await agent.Life.WaitForAsync("snapshot (c-1) was left aside", TestHub.Limit);
        await hub.CommandAsync(Snapshot("c-2", 60));
        await hub.CommandAsync(Snapshot("c-2", 60));
        await hub.CommandAsync(new NodeCommand { Id = "c-3", Name = "identify", Issued = now, Expires = now.AddMinutes(1) });
        await agent.Life.WaitForAsync("Here I am", TestHub.Limit);
        var asked = await hub.WaitAsync("the picture that was asked for", () => hub.Items.Select(item => item.Item.Manifest).FirstOrDefault(entry => entry is { Model: null }));
        Assert.Equal(asked.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await evidence.Shelf.WholeAsync(asked.Evidence))));

        // Without a receipt nothing is freed: the next life sends everything of this one again.
        Assert.Equal(0, await agent.StopAsync());
        using (var reader = new SpoolReader(Path.Combine(agent.DataFolder, "spool.db")))
        {
            Assert.True(reader.ItemCount() >= hub.Items.Count);
        }
        Assert.Single(hub.Items.Select(item => item.Item.Manifest).OfType<ManifestEntry>(), entry => entry.Model is null);
        var before = hub.Deliveries;
        hub.SendsReceipts = true;
        await agent.StartAsync();
        await hub.WaitAsync("everything once more", () => hub.Deliveries >= 2 * before ? hub : null);
    }
}
