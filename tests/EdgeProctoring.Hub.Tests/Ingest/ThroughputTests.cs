using System.Diagnostics;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>How much the whole way takes: broker, signature, rules, commit, receipt. The limit is far below what a quiet machine does.</summary>
public class ThroughputTests
{
    private const int ItemsPerBatch = 100;

    [Fact]
    public async Task Takes_a_flood_from_one_node_without_losing_its_breath()
    {
        var batches = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 2_000 : 100;
        await using var hub = await TestHub.StartAsync("-50m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var start = WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow())) - TimeSpan.FromMinutes(45);
        string[] seats = ["1", "2", "7"];
        var payloads = Enumerable.Range(0, batches).Select(_ => node.Signed(Enumerable.Range(0, ItemsPerBatch).Select(_ => node.Next(seq => node.Item(
            node.Seen(ObservationKind.HeadTurned, seats[seq % 3], start.AddMilliseconds(seq % 2_000_000), TimeSpan.FromMilliseconds(200), seq: seq)))))).ToList();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(payloads, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (payload, _) => await node.PublishAsync(payload));
        await node.ReceiptAsync((long)batches * ItemsPerBatch);
        var rate = batches * ItemsPerBatch / watch.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{batches * ItemsPerBatch} observations in {watch.Elapsed.TotalSeconds:F2} s: {rate:F0} a second");
        Assert.True(rate > 500, $"{rate:F0} observations a second.");
    }
}
