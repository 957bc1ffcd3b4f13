using System.Diagnostics;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Soak;

/// <summary>The node's disk is full to the last byte, and later has room again.</summary>
public sealed class DiskFullTests
{
    private const string Node = "n-204";
    private const int Megabytes = 12;

    [Fact]
    public async Task A_full_disk_ends_nothing_is_told_within_ten_seconds_and_nothing_promised_is_lost()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false));
        await using var agent = new AgentProcess(hub, broker, "https://localhost:1");
        await using var disk = await Mount.SmallAsync(agent.DataFolder, Megabytes);
        await agent.StartAsync();
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");

        for (var round = 0; round < Soaking.Rounds(1, 20); round++)
        {
            var before = hub.Observations.Count(seen => seen.Kind == ObservationKind.Phone && seen.To is not null);
            disk.Fill();
            var full = Stopwatch.StartNew();
            await hub.WaitAsync("the alarm", () => hub.Retained(hub.Topics.Heartbeat) is { } beat && Wire.DecodeHeartbeat(beat).Degradation?.Contains("the spool cannot be written", StringComparison.Ordinal) == true ? hub : null);
            Assert.True(full.Elapsed < TimeSpan.FromSeconds(10), $"The alarm took {full.Elapsed}.");
            // What is seen now finds no room for its pictures, and the node goes on.
            await agent.WaitForCountAsync("was given up:", round + 1);
            Assert.False(agent.Life.HasExited, agent.Output);

            disk.Free();
            await hub.WaitAsync("the end of the alarm", () => Wire.DecodeHeartbeat(hub.Retained(hub.Topics.Heartbeat)).Degradation?.Contains("the spool cannot", StringComparison.Ordinal) != true ? hub : null);
            await hub.WaitAsync("the next phone", () => hub.Observations.Count(seen => seen.Kind == ObservationKind.Phone && seen.To is not null) > before ? hub : null);
        }
        Assert.Equal(0, await agent.StopAsync());
        var begun = SeenLines.Begun(agent.Output);
        await hub.WaitAsync("all that was promised", () => begun.All(what => hub.Observations.Where(seen => seen.Kind.Name == what.Key.Kind && (seen.Subject.Seat ?? "-") == what.Key.Seat)
            .DistinctBy(seen => seen.Id).Count() >= what.Value) ? hub : null);
        Ledger.AssertSequence(hub);
        Assert.Equal("ok", Integrity(Path.Combine(agent.DataFolder, "spool.db")));
    }

    private static string Integrity(string file)
    {
        using var database = SpoolDatabase.Open(file);
        using var check = SpoolDatabase.Prepare(database, "PRAGMA integrity_check");
        return (string)check.ExecuteScalar()!;
    }
}
