using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.TestKit;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Benchmarks.Mqtt;

/// <summary>Publisher → mosquitto → subscriber over mutual TLS, QoS 1, 300 B; the same over plain TCP in the same run for the ratio.</summary>
internal static class MqttBenchmark
{
    private const int PayloadBytes = 300;
    private const int Window = 1_000;
    private const int Messages = 100_000;
    private const int Rounds = 5;
    private const int Paced = 4_000;
    private const string Topic = "ep/v1/bench/n/node-1/obs";

    public static async Task<int> RunAsync(string[] args)
    {
        await using var broker = await Mosquitto.StartAsync();
        Console.WriteLine($"mosquitto on loopback, QoS 1, {PayloadBytes} B, window {Window}; {Machine.Load()}");
        var plain = await MeasureAsync("plain TCP", _ => Options(broker, broker.PlainPort));
        var tls = await MeasureAsync("mutual TLS", name => Options(broker, broker.TlsPort).WithTlsOptions(o => o
            .WithTrustChain([broker.Ca.Root]).WithClientCertificates([broker.Ca.Issue(name).Certificate])
            .WithRevocationMode(X509RevocationMode.NoCheck)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mutual TLS / plain TCP: {tls / plain:F2}; {Machine.Load()}"));
        return tls >= 40_000 ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(string name, Func<string, MqttClientOptionsBuilder> options)
    {
        using var publisher = new MqttClientFactory().CreateMqttClient();
        using var subscriber = new MqttClientFactory().CreateMqttClient();
        var arrivals = new Arrivals();
        subscriber.ApplicationMessageReceivedAsync += arrivals.TakeAsync;
        await publisher.ConnectAsync(options("node-1").Build());
        await subscriber.ConnectAsync(options("hub").Build());
        await subscriber.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce);

        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (rate, allocated, busy) = await FloodAsync(publisher, arrivals);
            // The first round is the warm-up.
            if (round > 0)
            {
                rates.Add(rate);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {rate:N0} msg/s end to end, {allocated:F0} B and {busy:F1} µs of our CPU time a message"));
            }
        }
        var (p50, p99) = await PaceAsync(publisher, arrivals);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-10} median {Machine.Median(rates):N0} msg/s (best {rates.Max():N0}); paced 500/s: p50 {p50:F2} ms, p99 {p99:F2} ms"));
        await publisher.DisconnectAsync();
        await subscriber.DisconnectAsync();
        return Machine.Median(rates);
    }

    /// <summary>As fast as acknowledgements come back, with a window of messages under way; ends when the last one arrived.</summary>
    private static async Task<(double Rate, double Allocated, double Busy)> FloodAsync(IMqttClient publisher, Arrivals arrivals)
    {
        var (all, before, busy, from) = (arrivals.Expect(Messages), GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        using var window = new SemaphoreSlim(Window);
        for (var i = 0; i < Messages; i++)
        {
            await window.WaitAsync();
            _ = SendAsync(publisher, i, window);
        }
        await all.WaitAsync(TimeSpan.FromSeconds(60));
        var took = Stopwatch.GetElapsedTime(from).TotalSeconds;
        return (Messages / took, (double)(GC.GetTotalAllocatedBytes() - before) / Messages,
            (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / Messages);
    }

    private static async Task<(double P50, double P99)> PaceAsync(IMqttClient publisher, Arrivals arrivals)
    {
        var all = arrivals.Expect(Paced);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (var i = 0; i < Paced; i++)
        {
            await pace.WaitForNextTickAsync();
            _ = SendAsync(publisher, i, window: null);
        }
        await all.WaitAsync(TimeSpan.FromSeconds(30));
        var sorted = arrivals.Milliseconds.Order().ToArray();
        return (Machine.Percentile(sorted, 0.50), Machine.Percentile(sorted, 0.99));
    }

    private static async Task SendAsync(IMqttClient publisher, int number, SemaphoreSlim? window)
    {
        var payload = new byte[PayloadBytes];
        BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(4), Stopwatch.GetTimestamp());
        await publisher.PublishAsync(new MqttApplicationMessage
        {
            Topic = Topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        });
        window?.Release();
    }

    private static MqttClientOptionsBuilder Options(Mosquitto broker, int port) =>
        new MqttClientFactory().CreateClientOptionsBuilder().WithTcpServer(broker.Host, port);

    /// <summary>Counts what arrives and how old it is.</summary>
    private sealed class Arrivals
    {
        private TaskCompletionSource _all = new();
        private int _left;

        public double[] Milliseconds { get; private set; } = [];

        public Task Expect(int count)
        {
            Milliseconds = new double[count];
            _left = count;
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _all.Task;
        }

        public Task TakeAsync(MqttApplicationMessageReceivedEventArgs e)
        {
            var payload = e.ApplicationMessage.Payload.FirstSpan;
            Milliseconds[BinaryPrimitives.ReadInt32LittleEndian(payload)] =
                Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(payload[4..])).TotalMilliseconds;
            if (--_left == 0)
            {
                _all.TrySetResult();
            }
            return Task.CompletedTask;
        }
    }
}
