using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>A camera that falls silent or dies, again and again: its decoder is stopped or killed under the agent.</summary>
public sealed class FlapTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task A_camera_that_flaps_is_missed_in_three_seconds_back_in_ten_and_costs_no_descriptors()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, "https://localhost:1");
        await agent.StartAsync();
        await DeliversAsync(hub, true);
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        var (descriptors, memory) = Cost(agent.Life.Id);
        var rounds = Soaking.Rounds(2, 240);
        for (var round = 0; round < rounds; round++)
        {
            var silent = round % 2 == 0;
            var since = TimeProvider.System.GetUtcNow();
            await SignalAsync(DecoderOf(agent.Life.Id), silent ? "STOP" : "KILL");
            if (silent)
            {
                await DeliversAsync(hub, false);
            }
            var gaps = round + 1;
            await hub.WaitAsync("the gap's end", () => Ended(hub) >= gaps || !silent ? hub : null);
            await DeliversAsync(hub, true);
            if (silent)
            {
                AssertInTime(hub, since);
            }
        }
        var after = Cost(agent.Life.Id);
        Assert.InRange(after.Descriptors, descriptors - 5, descriptors + 5);
        Assert.True(rounds < 100 || after.Megabytes - memory < 30, $"Memory grew from {memory} to {after.Megabytes} MB.");
        Assert.Equal(0, await agent.StopAsync());
        await hub.WaitAsync("the account's end", () => hub.Items.Count == hub.Items.Max(item => item.Item.Seq) ? hub : null);
        Ledger.AssertSequence(hub);
    }

    /// <summary>By the node's own stamps, so that a slow test measures nothing of itself; a starved machine gets twice the time.</summary>
    private static void AssertInTime(TestHub hub, DateTimeOffset since)
    {
        var gap = hub.Observations.Where(seen => seen.Kind == ObservationKind.StreamGap && seen.From > since.AddSeconds(-3)).GroupBy(seen => seen.Id).Last().ToList();
        var (begun, ended) = (gap.First(seen => seen.To is null), gap.Last(seen => seen.To is not null));
        var lasted = ended.To!.Value - ended.From;
        var noticed = lasted - (ended.Clock.Monotonic - begun.Clock.Monotonic);
        var patience = Soaking.IsFull ? 1 : 2;
        Assert.InRange(noticed.TotalSeconds, 0, 3 * patience);
        Assert.InRange(lasted.TotalSeconds, 2, 10 * patience);
    }

    private static int Ended(TestHub hub) => hub.Observations.Where(seen => seen is { To: not null } && seen.Kind == ObservationKind.StreamGap).DistinctBy(seen => seen.Id).Count();

    private static async Task DeliversAsync(TestHub hub, bool delivers) => await hub.WaitAsync($"the camera to be {(delivers ? "back" : "missed")}",
        () => hub.Retained(hub.Topics.CameraStatus("cam-1")) is { } status && Wire.DecodeCameraStatus(status).Delivering == delivers ? hub : null);

    private static int DecoderOf(int agent) => Directory.GetDirectories($"/proc/{agent}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture)).First(child => File.ReadAllText($"/proc/{child}/cmdline").Contains("yuv4mpegpipe", StringComparison.Ordinal));

    private static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static (int Descriptors, long Megabytes) Cost(int process) =>
        (Directory.GetFiles($"/proc/{process}/fd").Length, Process.GetProcessById(process).WorkingSet64 / 1_000_000);
}
