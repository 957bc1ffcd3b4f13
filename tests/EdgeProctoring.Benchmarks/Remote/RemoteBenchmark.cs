using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.TestKit;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Remote;

/// <summary>
/// How many students at home one core of the hub carries. Options: number of students (default 60), seconds (default 30),
/// the hub's program. The clients run on the same machine; only the hub's own processor time counts.
/// </summary>
internal static class RemoteBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var students = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
        var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30;
        var hub = args.Length > 2 ? args[2] : Checkout.File("artifacts", "bin", "EdgeProctoring.Hub", "release", "edgeproctoring-hub");
        Console.WriteLine($"{students} students, {seconds} s each; load before: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");
        Console.WriteLine("| pictures | looked at | cores used by the hub | sessions per core | pieces | failed | lost | answer p50 / p99 ms | pictures passed over | hub MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (every, lookers) in new[] { (0, 0), (1, 0), (5, 1), (2, 1), (1, 1) })
        {
            Console.WriteLine(await MeasureAsync(hub, students, seconds, every, lookers));
        }
        return 0;
    }

    private static async Task<string> MeasureAsync(string program, int students, int seconds, int every, int lookers)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var campus = await RemoteCampus.StartAsync(program, students, lookers, late.Token);
        var picture = Picture();
        var clients = Enumerable.Range(0, students).Select(at => new RemoteClient(campus.Address, at, $"s{at}", picture)).ToList();
        using var proctor = new RemoteClient(campus.Address, 0, "proctor", picture);
        await proctor.SignInAsync(late.Token);
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = late.Token }, async (client, cancel) =>
        {
            await client.SignInAsync(cancel);
            await client.PrepareAsync(cancel);
            await proctor.PostAsync($"/api/v1/exams/{RemoteCampus.Exam}/remote/{client.Sitting}/admit", new { }, cancel);
            await client.PostAsync($"/exam/{client.Sitting}/steps/start", new { }, cancel);
        });
        using var stop = new CancellationTokenSource();
        var sitting = clients.Select((client, at) => client.SitAsync(TimeSpan.FromSeconds(every), at / (double)students, stop.Token)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(5), late.Token);
        var (processor, clock) = (campus.Processor, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds), late.Token);
        var cores = (campus.Processor - processor) / Stopwatch.GetElapsedTime(clock);
        var memory = campus.MemoryMb;
        await stop.CancelAsync();
        await Task.WhenAll(sitting);
        var (held, passedOver) = await HeldAsync(proctor, late.Token);
        var sent = clients.Sum(client => client.Sent);
        var all = clients.SelectMany(client => client.Milliseconds).Order().ToList();
        clients.ForEach(client => client.Dispose());
        return string.Create(CultureInfo.InvariantCulture,
            $"| {(every == 0 ? "none" : $"each {every} s")} | {(lookers == 0 ? "no" : "yes")} | {cores:0.00} | {students / cores:0} | {sent} | {clients.Sum(client => client.Failed)} | {sent - held} | {all[all.Count / 2]:0.0} / {all[all.Count * 99 / 100]:0} | {passedOver} | {memory} |");
    }

    // What the hub says it holds; pictures that were recorded but not looked at are counted by it.
    private static async Task<(long Held, long PassedOver)> HeldAsync(RemoteClient proctor, CancellationToken cancel)
    {
        var list = await proctor.GetAsync($"/api/v1/exams/{RemoteCampus.Exam}/remote", cancel);
        return (list.GetProperty("sittings").EnumerateArray().SelectMany(sitting => sitting.GetProperty("streams").EnumerateArray()).Sum(stream => stream.GetProperty("pieces").GetInt64()),
            list.GetProperty("passedOver").GetInt64());
    }

    /// <summary>A picture of a webcam's size; noise and shapes so that a decoder has its usual work.</summary>
    private static byte[] Picture()
    {
        var picture = new I420Picture(640, 360, new byte[I420Picture.Bytes(640, 360)]) { FullRange = true };
        for (var y = 0; y < 360; y++)
        {
            for (var x = 0; x < 640; x++)
            {
                picture.Buffer[(y * 640) + x] = (byte)(90 + (x / 8) + ((x * y) % 23));
            }
        }
        picture.Buffer.AsSpan(640 * 360).Fill(128);
        using var encoder = new JpegEncoder();
        return encoder.Encode(picture, 60).ToArray();
    }
}
