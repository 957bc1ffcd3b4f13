using System.Diagnostics;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using global::Grpc.Core;
using global::Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProctoring.Benchmarks.Grpc;

/// <summary>How fast calls are, both ends in this process over loopback, and what they allocate.</summary>
internal static class GrpcBenchmark
{
    private const int ChunkBytes = 65_536;
    private const int Chunks = 8_192;
    private const int Turns = 5_000;
    private const int Rounds = 3;

    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine(Machine.Load());
        await using var server = await StartServerAsync();
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        using var channel = GrpcChannel.ForAddress(server.Urls.Single(), new GrpcChannelOptions { HttpHandler = handler });
        var client = new Bench.BenchClient(channel);
        foreach (var atOnce in new[] { 1, 16, 64 })
        {
            await UnaryAsync(client, atOnce);
        }
        for (var round = 0; round < Rounds; round++)
        {
            await UploadAsync(client);
            await DownloadAsync(client);
            await TalkAsync(client);
        }
        await server.StopAsync();
        return 0;
    }

    private static async Task<WebApplication> StartServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGrpc();
        var server = builder.Build();
        server.MapGrpcService<BenchService>();
        await server.StartAsync();
        return server;
    }

    private static async Task UnaryAsync(Bench.BenchClient client, int atOnce)
    {
        await AllAsync(client, atOnce, _warmUp);
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var latencies = await AllAsync(client, atOnce, _measured);
        var rate = latencies.Length / watch.Elapsed.TotalSeconds;
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / latencies.Length;
        Report($"unary, {atOnce} at once", $"{rate:F0}/s {CpuSince(cpu) / latencies.Length:F1} us CPU/call p50 {Machine.Percentile(latencies, 0.5):F0} us p99 {Machine.Percentile(latencies, 0.99):F0} us {allocated} B/call");
    }

    private static async Task<double[]> AllAsync(Bench.BenchClient client, int atOnce, TimeSpan span)
    {
        var loops = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => LoopAsync(client, span)));
        return [.. loops.SelectMany(latencies => latencies).Order()];
    }

    private static async Task<List<double>> LoopAsync(Bench.BenchClient client, TimeSpan span)
    {
        var latencies = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < span)
        {
            var asked = Stopwatch.GetTimestamp();
            await client.EnrolAsync(new EnrolRequest { DeviceId = "edge-1" });
            latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds);
        }
        return latencies;
    }

    private static async Task UploadAsync(Bench.BenchClient client)
    {
        var chunk = new Chunk { UploadId = "u", Data = UnsafeByteOperations.UnsafeWrap(new byte[ChunkBytes]) };
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        using var upload = client.Upload();
        for (var i = 0; i < Chunks; i++)
        {
            chunk.Offset = (long)i * ChunkBytes;
            await upload.RequestStream.WriteAsync(chunk);
        }
        await upload.RequestStream.CompleteAsync();
        var received = (await upload).Received;
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / Chunks;
        Report("client stream, 64 KiB", $"{Rate(received, watch)} MB/s {CpuSince(cpu) / Chunks:F1} us CPU/chunk {allocated} B/chunk");
    }

    private static async Task DownloadAsync(Bench.BenchClient client)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        using var download = client.Download(new DownloadRequest { Count = Chunks, Size = ChunkBytes });
        var received = 0L;
        await foreach (var chunk in download.ResponseStream.ReadAllAsync())
        {
            received += chunk.Data.Length;
        }
        Report("server stream, 64 KiB", $"{Rate(received, watch)} MB/s {CpuSince(cpu) / Chunks:F1} us CPU/chunk");
    }

    private static async Task TalkAsync(Bench.BenchClient client)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        using var talk = client.Talk();
        for (var turn = 0; turn < Turns; turn++)
        {
            await talk.RequestStream.WriteAsync(new Frame { Seq = turn });
            await talk.ResponseStream.MoveNext(CancellationToken.None);
        }
        await talk.RequestStream.CompleteAsync();
        await talk.ResponseStream.MoveNext(CancellationToken.None);
        Report("ping-pong", $"{Turns / watch.Elapsed.TotalSeconds:F0}/s {CpuSince(cpu) / Turns:F0} us CPU each");
    }

    /// <summary>Both ends together, microseconds: unlike the rates it does not depend on who else is using the cores.</summary>
    private static double CpuSince(TimeSpan begin) => (Environment.CpuUsage.TotalTime - begin).TotalMicroseconds;

    private static string Rate(long bytes, Stopwatch watch) => (bytes / 1e6 / watch.Elapsed.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture);

    private static void Report(string what, FormattableString figures) =>
        Console.WriteLine($"{what}: {figures.ToString(CultureInfo.InvariantCulture)}");
}
