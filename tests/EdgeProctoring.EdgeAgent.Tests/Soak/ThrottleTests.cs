using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>The processor is given to the node for a part of the time: it looks less often, says so, and still sees.</summary>
public sealed class ThrottleTests
{
    private const string Node = "n-204";
    private const string Controller = "/sys/fs/cgroup/cpu";

    [Fact]
    public async Task With_forty_percent_of_a_core_the_rate_falls_the_heartbeat_says_so_and_sightings_still_come()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Controller, "cgroup.procs")), $"Needs the processor's controller at {Controller} (cgroup v1).");
        var group = Path.Combine(Controller, $"ep-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(group);
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip($"Needs the right to make a group under {Controller}; run as root.");
        }
        try
        {
            await ThrottledAsync(group);
        }
        finally
        {
            await RemoveAsync(group);
        }
    }

    /// <summary>The kernel keeps a group until the last of its processes is gone for good; nothing tells when that is.</summary>
    private static async Task RemoveAsync(string group)
    {
        for (var tries = 100; ; tries--)
        {
            try
            {
                Directory.Delete(group);
                return;
            }
            catch (IOException) when (tries > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static async Task ThrottledAsync(string group)
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false, framesPerMinute: 1800));
        await using (var agent = new AgentProcess(hub, broker, "https://localhost:1"))
        {
            await agent.StartAsync();
            await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
            await File.WriteAllTextAsync(Path.Combine(group, "cpu.cfs_period_us"), "100000");
            await File.WriteAllTextAsync(Path.Combine(group, "cpu.cfs_quota_us"), "40000");
            foreach (var process in ProcessCost.Family(agent.Life.Id))
            {
                await File.WriteAllTextAsync(Path.Combine(group, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
            }
            var told = await hub.WaitAsync("the heartbeat to tell that the rate fell", () => hub.Retained(hub.Topics.Heartbeat) is { } beat && Wire.DecodeHeartbeat(beat) is var heard
                && heard.Degradation?.Contains("times a minute instead of 1800", StringComparison.Ordinal) == true ? heard : null);
            // In the declared order: pictures are given up, never what was seen.
            Assert.DoesNotContain("spool", told.Degradation, StringComparison.Ordinal);
            Assert.DoesNotContain("evidence", told.Degradation, StringComparison.Ordinal);
            var phones = hub.Observations.Count(seen => seen.Kind == ObservationKind.Phone);
            await hub.WaitAsync("a phone that is seen meanwhile", () => hub.Observations.Count(seen => seen.Kind == ObservationKind.Phone) > phones ? hub : null, 2 * TestHub.Limit);
            Assert.False(agent.Life.HasExited);
        }
        Ledger.AssertSequence(hub);
    }
}
