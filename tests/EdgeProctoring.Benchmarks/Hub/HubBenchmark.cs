using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EdgeProctoring.EdgeAgent;

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
        await UploadBenchmark.MeasureAsync(bench);
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

    private static (string Room, string Seat) Place(long sitting) =>
        ($"r{(sitting / HubBench.SeatsPerRoom) + 1}", $"{(sitting % HubBench.SeatsPerRoom) + 1}");
}
