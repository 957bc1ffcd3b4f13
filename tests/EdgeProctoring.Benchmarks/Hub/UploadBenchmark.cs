using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using Google.Protobuf;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>Evidence into the hub over loopback mTLS, beside what the same bytes cost without any network: hash, write, sync.</summary>
internal static class UploadBenchmark
{
    private const int Bytes = 64 * 1024 * 1024;
    private const int Rounds = 9;

    /// <summary>A hub runs for months: its code is compiled by then.</summary>
    private const int WarmUps = 6;

    public static async Task<int> RunAsync(string[] args)
    {
        await using var bench = await HubBench.StartAsync(HubBench.SeatsPerRoom);
        await MeasureAsync(bench);
        return 0;
    }

    public static async Task MeasureAsync(HubBench bench)
    {
        using var certificate = bench.Certificate(HubBench.Nodes[0]);
        using var channel = Channel(bench, certificate);
        var client = new V1.Evidence.EvidenceClient(channel);
        var content = RandomNumberGenerator.GetBytes(Bytes);
        for (var round = 0; round < WarmUps; round++)
        {
            BitConverter.TryWriteBytes(content, -round);
            await SendAsync(client, bench, $"warm-up-{round}", content);
        }
        var (rates, raws) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // Other bytes each time: the hub keeps the same bytes once.
            BitConverter.TryWriteBytes(content, round + 1);
            raws.Add(Raw(bench, content));
            var (hub, self) = (bench.HubProcessor, Process.GetCurrentProcess().TotalProcessorTime);
            var (sent, whole) = await SendAsync(client, bench, $"bench-{round}", content);
            (hub, self) = (bench.HubProcessor - hub, Process.GetCurrentProcess().TotalProcessorTime - self);
            rates.Add(Rate(whole));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  upload of 64 MiB over mTLS: {Rate(sent):F0} MB/s sent, {rates[^1]:F0} MB/s with hash, check and receipt; raw {raws[^1]:F0} MB/s; processor: hub {hub.TotalMilliseconds:F0} ms, sender {self.TotalMilliseconds:F0} ms"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"upload median {Machine.Median(rates):F0} MB/s, best {rates.Max():F0} MB/s (target 200); raw hash + write + sync of the same bytes {Machine.Median(raws):F0} MB/s; ratio {Machine.Median(rates) / Machine.Median(raws):F2}; {Machine.Load()}"));
    }

    private static GrpcChannel Channel(HubBench bench, X509Certificate2 certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { bench.Root() }, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.ClientCertificates = [certificate];
        return GrpcChannel.ForAddress($"https://localhost:{bench.GrpcPort}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private static async Task<(TimeSpan Sent, TimeSpan Whole)> SendAsync(V1.Evidence.EvidenceClient client, HubBench bench, string evidence, byte[] content)
    {
        var header = new EvidenceHeader
        {
            Evidence = evidence, Subject = Subject.OfRoom(HubBench.Exam, "r1"), Camera = "cam-1", MediaType = "video/mp4", Size = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), From = bench.ExamFrom, To = bench.ExamFrom.AddMinutes(1), Offset = 0,
        };
        var parts = Enumerable.Range(0, content.Length / Limits.UploadPartBytes).Select(at => at * Limits.UploadPartBytes).Select(at => new V1.UploadPart
        {
            Chunk = new V1.UploadChunk
            {
                Offset = at, Data = UnsafeByteOperations.UnsafeWrap(content.AsMemory(at, Limits.UploadPartBytes)),
                Sha256 = ByteString.CopyFrom(SHA256.HashData(content.AsSpan(at, Limits.UploadPartBytes))),
            },
        }).ToList();
        var watch = Stopwatch.StartNew();
        using var call = client.Upload();
        await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(header) });
        foreach (var part in parts)
        {
            await call.RequestStream.WriteAsync(part);
        }
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
        var sent = watch.Elapsed;
        await client.CompleteAsync(new V1.UploadCompletion { Evidence = evidence, Size = content.Length, Sha256 = ByteString.CopyFrom(Convert.FromHexString(header.Sha256)) });
        return (sent, watch.Elapsed);
    }

    private static double Raw(HubBench bench, byte[] content)
    {
        var file = bench.PathOf("raw.bin");
        var watch = Stopwatch.StartNew();
        using (var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var at = 0; at < content.Length; at += Limits.UploadPartBytes)
            {
                hash.AppendData(content, at, Limits.UploadPartBytes);
                RandomAccess.Write(handle, content.AsSpan(at, Limits.UploadPartBytes), at);
            }
            RandomAccess.FlushToDisk(handle);
        }
        var rate = Rate(watch.Elapsed);
        File.Delete(file);
        return rate;
    }

    private static double Rate(TimeSpan time) => Bytes / 1e6 / time.TotalSeconds;
}
