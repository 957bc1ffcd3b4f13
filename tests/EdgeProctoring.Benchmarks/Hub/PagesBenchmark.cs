using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.TestKit;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>How long the hub takes for each page when a campus has had a long day, and what its watchers cost.</summary>
internal static class PagesBenchmark
{
    private const int Sittings = 50_000;
    private const int Exams = 500;
    private const int IncidentsEach = 10;
    private const int ItemsPerBatch = 100;
    private const int Looks = 40;
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(15);

    private static readonly (string Login, string Path)[] _pages =
    [
        ("proctor", "/wall"), ("proctor", "/review?exam=big-7"), ("proctor", "/review/big-7/big-7.r7.4"), ("compliance", "/students?exam=big-7"), ("compliance", "/students/big-7/big-7.r7.4"), ("compliance", "/students/big-7/big-7.r7.4/report"),
        ("compliance", "/audit"), ("compliance", "/exams/big-7/ledger"), ("compliance", "/samples"), ("dean", "/spot-checks"), ("proctor", "/exams/big-7/rooms/r7"), ("exam-office", "/exams"), ("exam-office", "/exams/big-7"),
        ("exam-office", "/exams/big-7/import"), ("it", "/nodes"), ("it", "/nodes/n-1"),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var each = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : IncidentsEach;
        await using var bench = await HubBench.StartAsync(Sittings, Exams);
        var watch = Stopwatch.StartNew();
        await FillAsync(bench, each);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Sittings:N0} sittings in {Exams} exams, {Sittings * each:N0} incidents seen and judged in {watch.Elapsed.TotalSeconds:F0} s; hub {bench.ResidentMegabytes} MB, database {new FileInfo(bench.PathOf("data", "hub.db")).Length >> 20} MB; {Machine.Load()}"));
        using (var office = await SignInAsync(bench, "compliance"))
        {
            var incidents = await office.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/exams/big-7/incidents");
            Console.WriteLine($"incidents of one exam: {incidents.GetProperty("incidents").GetArrayLength()}");
        }
        Weigh();
        foreach (var login in _pages.Select(page => page.Login).Distinct())
        {
            using var http = await SignInAsync(bench, login);
            foreach (var (_, path) in _pages.Where(page => page.Login == login))
            {
                await MeasureAsync(http, path);
            }
        }
        Console.WriteLine(Machine.Load());
        await WatchersBenchmark.MeasureAsync(bench, 200, TimeSpan.FromSeconds(20));
        return 0;
    }

    public static async Task<HttpClient> SignInAsync(HubBench bench, string login, CookieContainer? cookies = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies ?? new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = bench.Address, Timeout = _limit };
        using var reply = await http.PostAsJsonAsync("/api/v1/session", new { login, password = HubBench.Password });
        reply.EnsureSuccessStatusCode();
        return http;
    }

    // Each seat shows a phone ten times, minutes apart: ten incidents.
    private static async Task FillAsync(HubBench bench, int each)
    {
        var nodes = new List<BenchNode>();
        foreach (var name in bench.Names)
        {
            var node = new BenchNode(bench, name);
            await node.ConnectAsync(bench);
            nodes.Add(node);
        }
        const int most = HubBench.CamerasPerNode * HubBench.SeatsPerRoom;
        await Task.WhenAll(nodes.Select(async (node, index) =>
        {
            var own = Math.Min(most, Sittings - (index * most)) * each;
            for (var sent = 0; sent < own; sent += ItemsPerBatch * 4)
            {
                await Task.WhenAll(Enumerable.Range(0, Math.Min(4, (own - sent) / ItemsPerBatch)).Select(_ => node.SendAsync(node.Batch(ItemsPerBatch, seq =>
                {
                    var sitting = (int)((seq - 1) / each % most) + (index * most);
                    var room = (sitting / HubBench.SeatsPerRoom) + 1;
                    return new BenchSight(Subject.OfSeat(HubBench.ExamOf(room - 1, Exams), $"r{room}", $"{(sitting % HubBench.SeatsPerRoom) + 1}"), ObservationKind.Phone,
                        bench.ExamFrom.AddMinutes(4 + ((seq - 1) % each * 4)), TimeSpan.FromSeconds(8), $"cam-{room}");
                }))));
                await node.DrainAsync(_limit);
            }
        }));
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(HttpClient http, string path)
    {
        var times = new List<double>();
        var bytes = 0;
        var first = 0.0;
        for (var look = 0; look <= Looks; look++)
        {
            var start = Stopwatch.GetTimestamp();
            using var reply = await http.GetAsync(path);
            bytes = (await reply.Content.ReadAsByteArrayAsync()).Length;
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                Console.WriteLine($"{path}: answered {(int)reply.StatusCode}");
                return;
            }
            if (look == 0)
            {
                first = took;
            }
            else
            {
                times.Add(took);
            }
        }
        var sorted = times.Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path,-42} first {first,7:F0} ms   p50 {Machine.Percentile(sorted, 0.5),7:F1} ms   p95 {Machine.Percentile(sorted, 0.95),7:F1} ms{(Machine.Percentile(sorted, 0.95) > 100 ? " (target 100)" : "")}   {bytes / 1024.0,7:F0} KB"));
    }

    // What a browser loads before the wall, or a visit, works: scripts and style sheets, compressed.
    private static void Weigh()
    {
        var root = Checkout.File("hub", "EdgeProctoring.Hub", "wwwroot");
        var files = Directory.GetFiles(root, "*.css", SearchOption.AllDirectories).Concat(Directory.GetFiles(root, "*.js", SearchOption.AllDirectories)).ToList();
        long Packed(string file)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(File.ReadAllBytes(file));
            }
            return packed.Length;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all scripts and style sheets of all pages: {files.Sum(file => new FileInfo(file).Length) / 1024.0:F0} KB, compressed {files.Sum(Packed) / 1024.0:F0} KB (target for a first load 150)"));
    }
}
