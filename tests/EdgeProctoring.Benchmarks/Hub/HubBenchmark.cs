using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.EdgeAgent;
using Google.Protobuf;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>Memory at 40,000 open sittings; observations a second through broker, rules, commit and receipt; age paced; upload MB/s.</summary>
internal static class HubBenchmark
{
    private const int Sittings = 40_000;
    private const int ItemsPerBatch = 100;
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string[] args)
    {
        await using var bench = await HubBench.StartAsync(Sittings);
        Console.WriteLine($"hub in its own process, SQLite, mosquitto beside it, node-sized batches of {ItemsPerBatch}; {Machine.Load()}");
        Console.WriteLine($"memory with {Sittings} open sittings of which nothing was seen: {bench.ResidentMegabytes} MB");
        var nodes = new List<BenchNode>();
        foreach (var name in HubBench.Nodes)
        {
            var node = new BenchNode(bench, name);
            await node.ConnectAsync(bench);
            nodes.Add(node);
        }
        var from = bench.ExamFrom.AddMinutes(1);
        var each = await FloodAsync(nodes, Sittings / HubBench.Nodes.Count / ItemsPerBatch, (node, at) => Place(at - 1 + (node * (Sittings / HubBench.Nodes.Count))), from);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one observation about each of {Sittings} sittings: {each:N0} observations/s; memory then: {bench.ResidentMegabytes} MB"));
        var room = await FloodAsync(nodes, 250, (_, at) => Place(at % 400), from);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"100,000 observations about 400 sittings: {room:N0} observations/s (target 20,000); {Machine.Load()}"));
        var raw = Raw(bench);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"raw SQLite rows/s in commits of {ItemsPerBatch}, same disk: {raw:N0}; ratio {room / raw:F3}"));
        await PaceAsync(nodes, from);
        await UploadAsync(bench);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        Console.WriteLine($"memory at the end: {bench.ResidentMegabytes} MB; {Machine.Load()}");
        return 0;
    }

    private static async Task<double> FloodAsync(List<BenchNode> nodes, int batches, Func<int, long, (string, string)> place, DateTimeOffset from)
    {
        var payloads = nodes.Select((node, index) => (node, Batches: Enumerable.Range(0, batches).Select(_ => node.Batch(ItemsPerBatch, from, seq => place(index, seq))).ToList())).ToList();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(payloads.Select(async one =>
        {
            foreach (var window in one.Batches.Chunk(16))
            {
                await Task.WhenAll(window.Select(one.node.SendAsync));
            }
            await one.node.DrainAsync(_limit);
        }));
        return nodes.Count * batches * ItemsPerBatch / watch.Elapsed.TotalSeconds;
    }

    private static async Task PaceAsync(List<BenchNode> nodes, DateTimeOffset from)
    {
        nodes.ForEach(node => node.Milliseconds.Clear());
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var at = 0; at < 500 && await clock.WaitForNextTickAsync(); at++)
        {
            var node = nodes[at % nodes.Count];
            await node.SendAsync(node.Batch(ItemsPerBatch, from, seq => Place(seq % 400)));
        }
        await Task.WhenAll(nodes.Select(node => node.DrainAsync(_limit)));
        var ages = nodes.SelectMany(node => node.Milliseconds).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"paced 5,000 observations/s for 10 s: publish to receipt p50 {Machine.Percentile(ages, 0.5):F0} ms, p95 {Machine.Percentile(ages, 0.95):F0} ms (target 100), worst {ages[^1]:F0} ms; {Machine.Load()}"));
    }

    // Rows of the same size as an item's, 100 to a commit, write-ahead log, synced.
    private static double Raw(HubBench bench)
    {
        const int rows = 100_000;
        using var connection = SpoolDatabase.Open(bench.PathOf("raw.db"));
        SpoolDatabase.Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE items (id INTEGER PRIMARY KEY, body BLOB NOT NULL);");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO items (body) VALUES ($body)";
        var body = insert.Parameters.AddWithValue("$body", RandomNumberGenerator.GetBytes(250));
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < rows; at += ItemsPerBatch)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < ItemsPerBatch; row++)
            {
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task UploadAsync(HubBench bench)
    {
        using var certificate = bench.Certificate(HubBench.Nodes[0]);
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { bench.Root() }, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.ClientCertificates = [certificate];
        using var channel = GrpcChannel.ForAddress($"https://localhost:{bench.GrpcPort}", new GrpcChannelOptions { HttpHandler = handler });
        var client = new V1.Evidence.EvidenceClient(channel);
        var bytes = RandomNumberGenerator.GetBytes(64 * 1024 * 1024);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var parts = Enumerable.Range(0, bytes.Length / Limits.UploadPartBytes).Select(at => (Offset: (long)at * Limits.UploadPartBytes, Data: bytes.AsMemory(at * Limits.UploadPartBytes, Limits.UploadPartBytes)))
            .Select(part => new V1.UploadPart { Chunk = new V1.UploadChunk { Offset = part.Offset, Data = UnsafeByteOperations.UnsafeWrap(part.Data), Sha256 = ByteString.CopyFrom(SHA256.HashData(part.Data.Span)) } }).ToList();
        var rates = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            var header = new EvidenceHeader
            {
                Evidence = $"bench-{round}", Subject = Subject.OfRoom(HubBench.Exam, "r1"), Camera = "cam-1", MediaType = "video/mp4", Size = bytes.Length, Sha256 = sha256,
                From = bench.ExamFrom, To = bench.ExamFrom.AddMinutes(1), Offset = 0,
            };
            var watch = Stopwatch.StartNew();
            using var call = client.Upload();
            await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(header) });
            foreach (var part in parts)
            {
                await call.RequestStream.WriteAsync(part);
            }
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
            var sent = watch.Elapsed.TotalSeconds;
            await client.CompleteAsync(new V1.UploadCompletion { Evidence = header.Evidence, Size = bytes.Length, Sha256 = ByteString.CopyFrom(SHA256.HashData(bytes)) });
            if (round > 0)
            {
                rates.Add(bytes.Length / 1e6 / watch.Elapsed.TotalSeconds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  upload of 64 MiB over mTLS: {bytes.Length / 1e6 / sent:F0} MB/s sent, {rates[^1]:F0} MB/s with hash, check and receipt"));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"upload median {Machine.Median(rates):F0} MB/s (target 200)"));
    }

    private static (string Room, string Seat) Place(long sitting) =>
        ($"r{(sitting / HubBench.SeatsPerRoom) + 1}", $"{(sitting % HubBench.SeatsPerRoom) + 1}");
}
