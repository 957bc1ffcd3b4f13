using System.Collections.Concurrent;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>The hub as a real program that is killed: what it gave a receipt for is there afterwards, once, with the same incidents.</summary>
public class PowerCutTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Loses_nothing_that_it_gave_a_receipt_for()
    {
        var rounds = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 200 : 3;
        var port = FreePort.Next();
        await using var folder = new HubFolder(port);
        await using var broker = await CampusBroker.StartAsync(folder, port);
        await folder.SetUpAsync(TimeProvider.System, "-10m");
        await using var node = new TestNode(folder, port);
        await node.ConnectAsync();
        var random = new Random(7);
        var sent = new Dictionary<long, BatchItem>();
        for (var round = 0; round < rounds; round++)
        {
            await using var life = await StartAsync(folder);
            await SendMissingAsync(folder, node, sent);
            for (var batch = 0; batch < 60; batch++)
            {
                var items = Enumerable.Range(0, 5).Select(_ => node.Item(node.Seen(ObservationKind.Phone, "1", Ago(400 - round), TimeSpan.FromSeconds(3)))).ToArray();
                foreach (var item in items)
                {
                    sent[item.Seq] = item;
                }
                await node.SendAsync(items);
            }
            await Task.Delay(random.Next(150), TestContext.Current.CancellationToken);
            await life.KillAsync();
            await CheckAsync(folder, node, sent.Keys);
        }
        await using var last = await StartAsync(folder);
        await SendMissingAsync(folder, node, sent);
        await ConfirmAsync(node, sent);
        Assert.Empty(await MissingAsync(folder, sent.Keys));
        await CheckAsync(folder, node, sent.Keys);
    }

    /// <summary>500 items and 20 pieces of evidence a second, and kill -9 at a random moment, again and again.</summary>
    [Fact]
    public async Task Loses_no_item_and_no_evidence_that_it_acknowledged()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("EDGEPROCTORING_KILLS"), out var asked) ? asked : Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 200 : 3;
        var port = FreePort.Next();
        await using var folder = new HubFolder(port);
        await using var broker = await CampusBroker.StartAsync(folder, port);
        await folder.SetUpAsync(TimeProvider.System, "-10m");
        await using var node = new TestNode(folder, port);
        await node.ConnectAsync();
        var random = new Random(11);
        var cuts = new ConcurrentQueue<string>();
        var (sent, held, ready) = (new Dictionary<long, BatchItem>(), new Dictionary<string, string>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await using var life = await StartAsync(folder);
            await life.WaitForAsync("Application started", _limit); // Only now its ports are open.
            ready.Add(watch.Elapsed.TotalSeconds);
            await SendMissingAsync(folder, node, sent);
            using var dead = new CancellationTokenSource();
            var uploading = UploadAsync(folder, round, held, cuts, dead.Token);
            // A life that ends before it has answered anybody proves nothing.
            await Eventually.TrueAsync(() => Count(held, $"cut-{round}-") > 0, "the hub takes evidence");
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            for (var batch = 0; batch < 60 + random.Next(100) && await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken); batch++)
            {
                var items = Enumerable.Range(0, 5).Select(_ => node.Item(node.Seen(ObservationKind.Phone, "1", Ago(400), TimeSpan.FromSeconds(3)))).ToArray();
                foreach (var item in items)
                {
                    sent[item.Seq] = item;
                }
                await node.SendAsync(items);
            }
            await life.KillAsync();
            await dead.CancelAsync();
            await uploading;
            await CheckAsync(folder, node, sent.Keys);
            await CheckEvidenceAsync(folder, held);
        }
        await using var last = await StartAsync(folder);
        await SendMissingAsync(folder, node, sent);
        await ConfirmAsync(node, sent);
        Assert.Empty(await MissingAsync(folder, sent.Keys));
        Assert.True(held.Count >= rounds, $"Only {held.Count} pieces were acknowledged in {rounds} lives: too little to prove anything. {string.Join(' ', cuts.Distinct().Take(5))}");
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {sent.Count} items, {held.Count} pieces of evidence, none lost; ready in {ready.Average():F1} s, at most {ready.Max():F1} s.");
    }

    // Everything may be held already, its receipt lost with the hub: one more item asks for it again.
    private static async Task ConfirmAsync(TestNode node, Dictionary<long, BatchItem> sent)
    {
        var last = node.Item(node.Seen(ObservationKind.Phone, "1", Ago(400), TimeSpan.FromSeconds(3)));
        sent[last.Seq] = last;
        await node.SendAsync(last);
        await node.ReceiptAsync(last.Seq);
    }

    // Twenty a second, each in its own call; what is cut off is no evidence until the hub said that it is.
    private static async Task UploadAsync(HubFolder folder, int round, Dictionary<string, string> held, ConcurrentQueue<string> cuts, CancellationToken dead)
    {
        using var channel = NodeChannel.Open(folder, HubFolder.Node);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var uploads = new List<Task>();
        try
        {
            for (var at = 0; await pace.WaitForNextTickAsync(dead); at++)
            {
                var bytes = new byte[100_000];
                new Random((round * 1000) + at).NextBytes(bytes);
                uploads.Add(SendAsync(new NodeUpload($"cut-{round}-{at}", bytes)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(uploads);
        }

        async Task SendAsync(NodeUpload upload)
        {
            try
            {
                if (await upload.SendAsync(channel, dead))
                {
                    lock (held)
                    {
                        held[upload.Evidence] = upload.Sha256;
                    }
                }
            }
            catch (Exception cut) when (cut is Grpc.Core.RpcException or OperationCanceledException or InvalidOperationException)
            {
                cuts.Enqueue(cut.Message); // The hub died under it.
            }
        }
    }

    private static int Count(Dictionary<string, string> held, string life)
    {
        lock (held)
        {
            return held.Keys.Count(evidence => evidence.StartsWith(life, StringComparison.Ordinal));
        }
    }

    private static async Task CheckEvidenceAsync(HubFolder folder, Dictionary<string, string> held)
    {
        var kept = (await Eventually.ReadAsync(folder, session => session.ListAsync("SELECT id, sha256 FROM evidence", row => (Id: row.GetString(0), Sha256: row.GetString(1)), CancellationToken.None)))
            .ToDictionary(one => one.Id, one => one.Sha256);
        Assert.DoesNotContain(held, one => kept.GetValueOrDefault(one.Key) != one.Value);
        foreach (var sha256 in kept.Values)
        {
            var blob = folder.File("data", "evidence", "blobs", sha256[..2], sha256);
            Assert.Equal(sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(blob))));
        }
    }

    [Fact]
    public async Task Stops_in_order_with_everything_queued_written_and_judges_the_same_after_a_restart()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "1", Ago(60), TimeSpan.FromSeconds(9))));
        await node.ReceiptAsync(1);
        var before = await IncidentLinesAsync(hub);
        await hub.StopAsync();
        await hub.StartAgainAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "2", Ago(50), TimeSpan.FromSeconds(9))));
        await node.ReceiptAsync(2);
        var after = await IncidentLinesAsync(hub);
        Assert.Single(before);
        Assert.Equal(2, after.Count);
        Assert.Contains(before[0], after);
    }

    private static async Task<ChildProcess> StartAsync(HubFolder folder)
    {
        var program = Checkout.File("artifacts", "bin", "EdgeProctoring.Hub", "debug", "edgeproctoring-hub.dll");
        var life = ChildProcess.Start("dotnet", [program, "run", "--config", folder.Configuration]);
        await life.WaitForAsync("Connected to the broker", _limit);
        return life;
    }

    /// <summary>Nothing is held twice, and no receipt frees what is not held. The receipts that free most speak for all: they only ever free more.</summary>
    private static async Task CheckAsync(HubFolder folder, TestNode node, IReadOnlyCollection<long> sent)
    {
        Assert.Equal(0, await Eventually.ReadAsync(folder, session => session.NumberAsync("SELECT COUNT(*) - COUNT(DISTINCT seq) FROM items", CancellationToken.None)));
        var missing = await MissingAsync(folder, sent);
        foreach (var receipt in node.Receipts.OrderByDescending(receipt => receipt.At).Take(5))
        {
            Assert.DoesNotContain(missing, receipt.Frees);
        }
    }

    private static async Task SendMissingAsync(HubFolder folder, TestNode node, Dictionary<long, BatchItem> sent)
    {
        foreach (var part in (await MissingAsync(folder, sent.Keys)).Order().Select(seq => sent[seq]).Chunk(100))
        {
            await node.SendAsync(part);
        }
    }

    private static async Task<List<long>> MissingAsync(HubFolder folder, IEnumerable<long> sent)
    {
        var held = await Eventually.ReadAsync(folder, session => session.ListAsync("SELECT seq FROM items", row => row.GetInt64(0), CancellationToken.None));
        return [.. sent.Except(held)];
    }

    private static Task<List<string>> IncidentLinesAsync(TestHub hub) => hub.ReadAsync(session =>
        session.ListAsync("SELECT id, revision, mark FROM incidents ORDER BY id, revision", row => $"{row.GetString(0)} {row.GetInt64(1)} {row.GetString(2)}", CancellationToken.None));

    private static DateTimeOffset Ago(int seconds) => WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow())) - TimeSpan.FromSeconds(seconds);
}
