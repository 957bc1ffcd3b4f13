using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.EdgeAgent;
using EdgeProctoring.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.Benchmarks.Spooling;

/// <summary>Items a second into the node's spool, each durable when its append returns, and out of it again.</summary>
internal static class SpoolBenchmark
{
    private const int PerEntry = 100;
    private const int Appenders = 8;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("ep-spool-").FullName;
        Console.WriteLine($"{Machine.Load()}; spool on {new DriveInfo(folder).DriveFormat}");
        try
        {
            using var ca = new TestCa(Path.Combine(folder, "ca"));
            var issued = ca.Issue("n-1");
            using var node = NodeIdentity.Load(new AgentSettings { Campus = "main", Node = "n-1", Certificate = issued.CertificateFile, Key = issued.KeyFile, Ca = ca.RootFile }, TimeProvider.System);
            await using var spool = new Spool(folder, node, 10_000_000_000, new NodeClock(TimeProvider.System), NullLogger<Spool>.Instance);
            await AppendAsync(spool, "batches of 100, 8 at a time", PerEntry, Appenders);
            await AppendAsync(spool, "single items, one at a time", 1, 1);
            await AppendAsync(spool, "single items, 32 at a time", 1, 32);
            Drain(spool, node);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static async Task AppendAsync(Spool spool, string name, int perEntry, int appenders)
    {
        var before = spool.State.Items;
        var from = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(from) < _round)
            {
                await spool.AppendAsync(new SpoolEntry([.. Enumerable.Range(0, perEntry).Select(_ => Item())]), default);
            }
        })));
        Report(name, spool.State.Items - before, Stopwatch.GetElapsedTime(from));
    }

    /// <summary>As the uplink does: batches within the limits, joined and signed.</summary>
    private static void Drain(Spool spool, NodeIdentity node)
    {
        using var reader = new SpoolReader(spool.File);
        var plan = new SendPlan(reader, node, TimeProvider.System);
        var from = Stopwatch.GetTimestamp();
        long items = 0;
        while (Stopwatch.GetElapsedTime(from) < _round && plan.Next() is { } batch)
        {
            var bytes = Wire.JoinItems(SourceKind.Node, node.Node, batch.Boot, batch.Items);
            _ = Wire.EncodeSigned(bytes, node.Sign(bytes), node.KeySha256);
            items += batch.Items.Count;
            plan.Freed(new Receipt { SenderKind = SourceKind.Node, Sender = node.Node, Boot = batch.Boot, DurableTo = batch.To, At = DateTimeOffset.UnixEpoch });
        }
        Report("read, joined and signed", items, Stopwatch.GetElapsedTime(from));
    }

    private static BatchItem Item() => new(0)
    {
        Observation = new Observation
        {
            Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"), Source = new Source(SourceKind.Node, "n-1", "cam-1"), Boot = "", Seq = 0,
            Subject = Subject.OfSeat("math-1", "r-204", "12"), Kind = ObservationKind.Phone, From = TimeProvider.System.GetUtcNow(), Confidence = 870,
            Detail = new ObservationDetail { Label = "phone", Box = new PictureBox(100, 200, 300, 400) }, Evidence = ["01a1f86c-6771-78ea-8b36-ff78f5698473"],
            Model = "2e047ff213a3282155b61db78045cf9af28bbed604c8a27b81effd8c7f2c926c",
        },
    };

    private static void Report(string name, long items, TimeSpan took) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {items / took.TotalSeconds,9:N0} items/s"));
}
