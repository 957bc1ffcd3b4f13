using System.Security.Cryptography;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Whole;

/// <summary>The whole way of a node: film, decoder, network, spool, broker, hub. Every part is the real one but the hub's judgement.</summary>
public sealed class WayTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task What_is_played_arrives_signed_with_its_picture_and_is_freed_by_the_receipt()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var evidence = await EvidenceHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node));
        await using var agent = new AgentProcess(hub, broker, evidence.Address);
        await agent.StartAsync();

        var phone = await hub.SeesAsync(ObservationKind.Phone, "12");
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        var left = await hub.SeesAsync(ObservationKind.SeatEmpty, "4", ended: true);
        await hub.SeesAsync(ObservationKind.Phone, "12", ended: true);

        Assert.Equal(new Source(SourceKind.Node, Node, "cam-1"), phone.Source);
        Assert.Equal(Subject.OfSeat("ex-1", "r-204", "12"), phone.Subject);
        Assert.InRange((left.To!.Value - left.From).TotalSeconds, 5.5, 10);
        var manifest = hub.Items.Select(item => item.Item.Manifest).First(entry => entry?.Evidence == phone.Evidence[0])!;
        Assert.Equal(("image/jpeg", "default@1#00", phone.Model), (manifest.MediaType, manifest.Pack, manifest.Model));
        Ledger.AssertSequence(hub);

        var jpeg = await evidence.Shelf.WholeAsync(phone.Evidence[0]);
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        Assert.Equal(manifest.Sha256, Convert.ToHexStringLower(SHA256.HashData(jpeg)));

        await AssertClipAsync(hub, evidence, phone);

        Assert.Equal(0, await agent.StopAsync());
        var birth = Wire.DecodeBirth(hub.Retained(hub.Topics.Birth));
        Assert.True(birth.Models.Single().Demo);
        await hub.WaitAsync("goodbye", () => Wire.DecodeState(hub.Retained(hub.Topics.State)) is { Online: false } state && state.Boot == birth.Boot ? state : null);
    }

    /// <summary>The clip shows the seconds before and after the phone, as the camera sent them, and its manifest entry says which.</summary>
    private static async Task AssertClipAsync(TestHub hub, EvidenceHub evidence, Observation phone)
    {
        Assert.Equal(3, phone.Evidence.Count);
        var film = Path.GetTempFileName();
        await File.WriteAllBytesAsync(film, await evidence.Shelf.WholeAsync(phone.Evidence[2]));
        var manifest = hub.Items.Select(item => item.Item.Manifest).First(entry => entry?.Evidence == phone.Evidence[2])!;
        await using var probe = ChildProcess.Start(Peer.Require("ffprobe"), ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames", "-of", "csv=p=0", film]);
        Assert.Equal(0, await probe.WaitForExitAsync(TestHub.Limit));
        File.Delete(film);
        Assert.Equal("video/mp4", manifest.MediaType);
        Assert.InRange(manifest.From, phone.From.AddSeconds(-13), phone.From);
        Assert.InRange(manifest.To, phone.From.AddSeconds(9), phone.From.AddSeconds(60));
        Assert.StartsWith("h264,", probe.Output, StringComparison.Ordinal);
        // Five pictures a second; a loaded machine may play the film's beginning faster than its clock.
        Assert.InRange(int.Parse(probe.Output.Trim().Split(",")[1], System.Globalization.CultureInfo.InvariantCulture), (manifest.To - manifest.From).TotalSeconds * 3, (manifest.To - manifest.From).TotalSeconds * 8);
    }
}
