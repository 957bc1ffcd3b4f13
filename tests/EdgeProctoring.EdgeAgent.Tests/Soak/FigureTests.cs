using System.Diagnostics;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>What one camera of 1920 × 1080 at 30 pictures a second, looked at five times a second, costs the node.</summary>
public sealed class FigureTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task One_full_hd_camera_costs_less_than_a_core_and_three_hundred_megabytes()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var evidence = await EvidenceHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        var configuration = film.Configuration(Node, once: false, framesPerMinute: 300);
        await hub.ConfigureAsync(configuration with { Profile = "pi5", Cameras = [configuration.Cameras[0] with { Address = $"file:{await FullHdAsync(film.File)}" }] });
        await using var agent = new AgentProcess(hub, broker, evidence.Address, profile: "pi5");
        await agent.StartAsync();
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");

        var (before, clock) = (ProcessCost.Of(agent.Life.Id), Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(Soaking.Rounds(10, 300)), TestContext.Current.CancellationToken);
        var after = ProcessCost.Of(agent.Life.Id);
        var cores = (after.Processor - before.Processor) / clock.Elapsed;
        var waits = hub.Items.Where(item => item.Item.Observation is { To: null }).Select(item => (hub.CameAt[(item.Boot, item.Item.Seq)] - Stamps.MadeAt(item.Item.Observation!)).TotalMilliseconds).Order().ToList();
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds:0} s at load {load}: {cores:0.00} cores, {after.Megabytes} MB for agent and ffmpeg; {waits.Count} sightings, from the item to the hub's end of the broker p95 {waits[(int)(waits.Count * 0.95)]:0} ms"));
        // Processor time is dearer on a machine whose cores are fought for.
        Assert.True(cores < (Soaking.IsFull ? 0.7 : 1.4), $"It took {cores:0.00} of a core.");
        Assert.True(after.Megabytes < 300, $"It took {after.Megabytes} MB.");
    }

    /// <summary>The drawn hall as a camera of today would send it: full size, 30 a second, with the noise of a sensor.</summary>
    private static async Task<string> FullHdAsync(string film)
    {
        var file = Path.ChangeExtension(film, ".hd.mp4");
        if (!File.Exists(file))
        {
            await using var ffmpeg = ChildProcess.Start(Peer.Require("ffmpeg"), ["-hide_banner", "-nostdin", "-v", "error", "-y", "-i", film, "-vf", "scale=1920:1080,fps=30,noise=alls=4:allf=t",
                "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "4M", "-g", "60", "-pix_fmt", "yuv420p", "-f", "mp4", file + ".tmp"]);
            Assert.True(await ffmpeg.WaitForExitAsync(TimeSpan.FromMinutes(3)) == 0, ffmpeg.Output);
            File.Move(file + ".tmp", file, overwrite: true);
        }
        return file;
    }
}
