using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>A node that sends signed batches and times their receipts.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key;
    private readonly Topics _topics;
    private readonly string _boot = Guid.NewGuid().ToString("N");
    private readonly Queue<(long Upto, long At)> _sent = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _more = new(0);
    private long _seq;
    private long _durable;

    public BenchNode(HubBench bench, string name)
    {
        (Name, _topics, _certificate) = (name, new Topics(HubBench.Campus, name), bench.Certificate(name));
        _key = _certificate.GetECDsaPrivateKey()!;
        _client.ApplicationMessageReceivedAsync += message => { Take(Wire.DecodeReceipt(message.ApplicationMessage.Payload.ToArray())); return Task.CompletedTask; };
    }

    public string Name { get; }
    /// <summary>From the publish of a batch to its receipt, in milliseconds.</summary>
    public List<double> Milliseconds { get; } = [];

    public async Task ConnectAsync(HubBench bench)
    {
        await _client.ConnectAsync(new MqttClientOptionsBuilder().WithClientId(Name).WithTcpServer("localhost", bench.MqttPort).WithCleanStart()
            .WithTlsOptions(tls => tls.UseTls().WithTargetHost("localhost").WithClientCertificates([_certificate]).WithTrustChain([bench.Root()]).WithRevocationMode(X509RevocationMode.NoCheck)).Build());
        await _client.SubscribeAsync(_topics.Receipt, MqttQualityOfServiceLevel.AtLeastOnce);
    }

    /// <summary>A signed batch: each observation about the next sitting of the campus.</summary>
    public (byte[] Payload, long Upto) Batch(int items, DateTimeOffset from, Func<long, (string Room, string Seat)> place) => Batch(items, seq =>
    {
        var (room, seat) = place(seq);
        return new BenchSight(Subject.OfSeat(HubBench.Exam, room, seat), ObservationKind.HeadTurned, from.AddMilliseconds(seq % 2_000_000), TimeSpan.FromMilliseconds(200));
    });

    /// <summary>A signed batch of what the caller makes up.</summary>
    public (byte[] Payload, long Upto) Batch(int items, Func<long, BenchSight> see)
    {
        var observations = Enumerable.Range(0, items).Select(_ =>
        {
            var seq = ++_seq;
            var sight = see(seq);
            return new BatchItem(seq)
            {
                Observation = new Observation
                {
                    Id = Guid.CreateVersion7(sight.At).ToString(), Source = new Source(SourceKind.Node, Name, sight.Camera), Boot = _boot, Seq = seq, Subject = sight.Subject,
                    Kind = sight.Kind, From = sight.At, To = sight.At + sight.Length, Confidence = 900,
                },
            };
        }).ToList();
        var batch = Wire.Encode(new Batch { SenderKind = SourceKind.Node, Sender = Name, Boot = _boot, Items = observations });
        return (Wire.EncodeSigned(batch, _key.SignData(batch, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation), null), _seq);
    }

    public async Task SendAsync((byte[] Payload, long Upto) batch)
    {
        lock (_gate)
        {
            _sent.Enqueue((batch.Upto, Stopwatch.GetTimestamp()));
        }
        await _client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(_topics.Observations).WithPayload(batch.Payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
    }

    /// <summary>Waits until everything that was sent is durable.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        while (Interlocked.Read(ref _durable) < _seq)
        {
            await _more.WaitAsync(late.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
        _key.Dispose();
        _certificate.Dispose();
        _more.Dispose();
    }

    private void Take(Receipt receipt)
    {
        lock (_gate)
        {
            while (_sent.TryPeek(out var first) && first.Upto <= receipt.DurableTo)
            {
                _sent.Dequeue();
                Milliseconds.Add(Stopwatch.GetElapsedTime(first.At).TotalMilliseconds);
            }
        }
        Interlocked.Exchange(ref _durable, Math.Max(_durable, receipt.DurableTo));
        _more.Release();
    }
}

/// <summary>What a node claims to have seen.</summary>
internal readonly record struct BenchSight(Subject Subject, ObservationKind Kind, DateTimeOffset At, TimeSpan Length, string Camera = "cam-1");
