using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>
/// The other end of the broker, as far as a node notices: keeps what comes, checks each signature, and sends receipts. It stands
/// in for the hub's line alone; it judges nothing.
/// </summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string Campus = "main";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Mosquitto _broker;
    private readonly ECDsa _configurationKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Boot, long Seq), BatchItem> _items = [];
    private readonly Dictionary<string, byte[]> _retained = [];
    /// <summary>Of each life: up to where it is here without a hole, and the last that came.</summary>
    private readonly Dictionary<string, (long Whole, long Last)> _held = [];
    private IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private TaskCompletionSource _changed = New();

    public TestHub(Mosquitto broker, string node, DateTimeOffset? certificateEnds = null)
    {
        (_broker, Topics) = (broker, new Topics(Campus, node));
        Certificate = broker.Ca.Issue(node, certificateEnds);
    }

    public Topics Topics { get; }
    public TestCertificate Certificate { get; }
    public string ConfigurationKeyPem => _configurationKey.ExportSubjectPublicKeyInfoPem();
    /// <summary>While it is off, everything is kept but nothing is freed.</summary>
    public bool SendsReceipts { get; set; } = true;
    /// <summary>Refuses these items by number.</summary>
    public Func<BatchItem, string?>? Refuses { get; set; }
    /// <summary>When each item came for the first time.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<(string Boot, long Seq), DateTimeOffset> CameAt { get; } = [];
    /// <summary>How often an item came; twice is allowed, losing one is not.</summary>
    public int Deliveries { get; private set; }

    public IReadOnlyList<(string Boot, BatchItem Item)> Items { get { lock (_gate) { return [.. _items.Select(item => (item.Key.Boot, item.Value))]; } } }

    public IReadOnlyList<Observation> Observations => [.. Items.Select(item => item.Item.Observation).OfType<Observation>()];

    public async Task ConnectAsync()
    {
        _client.Dispose();
        _client = new MqttClientFactory().CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += ReceiveAsync;
        await _client.ConnectAsync(new MqttClientFactory().CreateClientOptionsBuilder().WithTcpServer(_broker.Host, _broker.PlainPort)
            .WithTimeout(TimeSpan.FromSeconds(10)).Build()).WaitAsync(Limit);
        foreach (var topic in Topics.UpwardOf(Campus))
        {
            await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce).WaitAsync(Limit);
        }
    }

    public async Task ConfigureAsync(NodeConfiguration configuration, ECDsa? signer = null) =>
        await PublishAsync(Topics.DesiredConfiguration, Sign(Wire.Encode(configuration), signer), retain: true);

    public byte[] Sign(byte[] configuration, ECDsa? signer = null) =>
        Wire.EncodeSignedConfiguration(configuration, (signer ?? _configurationKey).SignData(configuration, HashAlgorithmName.SHA256));

    public async Task CommandAsync(NodeCommand command) => await PublishAsync(Topics.Command(command.Name), Wire.Encode(command), retain: false);

    public async Task PublishAsync(string topic, byte[] payload, bool retain) => await _client.PublishAsync(new MqttApplicationMessageBuilder()
        .WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build()).WaitAsync(Limit);

    /// <summary>Waits until what came fulfils this; the message names what was missing.</summary>
    public async Task<T> WaitAsync<T>(string what, Func<T?> look, TimeSpan? limit = null) where T : class
    {
        using var late = new CancellationTokenSource(limit ?? Limit);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }
            if (look() is { } found)
            {
                return found;
            }
            try
            {
                await changed.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The hub waited for {what} in vain; it has {string.Join(", ", Observations.Select(seen => $"{seen.Kind} {seen.Subject.Seat} {(seen.To is null ? "…" : "ended")}"))}.");
            }
        }
    }

    /// <summary>Up to which item a life is here without a hole.</summary>
    public long Held(string boot)
    {
        lock (_gate)
        {
            return _held.GetValueOrDefault(boot).Whole;
        }
    }

    public Task<Observation> SeesAsync(ObservationKind kind, string? seat = null, bool ended = false, Func<Observation, bool>? and = null) =>
        WaitAsync($"{kind} {seat}{(ended ? " to end" : "")}", () => Observations.FirstOrDefault(seen =>
            seen.Kind == kind && seen.Subject.Seat == seat && seen.To is not null == ended && (and is null || and(seen))));

    public byte[]? Retained(string topic)
    {
        lock (_gate)
        {
            return _retained.GetValueOrDefault(topic);
        }
    }

    public Task<ConfigurationReport> ReportAsync(Func<ConfigurationReport, bool> wanted) => WaitAsync("a report on the configuration",
        () => Retained(Topics.ReportedConfiguration) is { } bytes && Wire.DecodeReport(bytes) is var report && wanted(report) ? report : null);

    /// <summary>Sends the receipt for all that came so far.</summary>
    public async Task SendReceiptsAsync()
    {
        foreach (var boot in Items.Select(item => item.Boot).Distinct())
        {
            await PublishAsync(Topics.Receipt, Wire.Encode(ReceiptFor(boot)), retain: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _configurationKey.Dispose();
        await Task.CompletedTask;
    }

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs message)
    {
        var bytes = message.ApplicationMessage.Payload.ToArray();
        string? boot = null;
        lock (_gate)
        {
            if (message.ApplicationMessage.Topic == Topics.Observations)
            {
                boot = Keep(bytes);
            }
            else
            {
                _retained[message.ApplicationMessage.Topic] = bytes;
            }
            _changed.SetResult();
            _changed = New();
        }
        if (boot is not null && SendsReceipts)
        {
            _ = PublishAsync(Topics.Receipt, Wire.Encode(ReceiptFor(boot)), retain: false);
        }
    }

    private string Keep(byte[] bytes)
    {
        var signed = Wire.DecodeSigned(bytes);
        var key = Certificate.Certificate.GetECDsaPublicKey()!;
        Assert.True(key.VerifyData(signed.Batch.Span, signed.Signature.Span, HashAlgorithmName.SHA256), "The batch is not signed by the node's key.");
        var received = Wire.DecodeBatch(signed.Batch.Span);
        Assert.Empty(received.Refused);
        foreach (var item in received.Batch.Items)
        {
            _items[(received.Batch.Boot, item.Seq)] = item;
            var (whole, last) = _held.GetValueOrDefault(received.Batch.Boot);
            _held[received.Batch.Boot] = (whole, Math.Max(last, item.Seq));
            CameAt.TryAdd((received.Batch.Boot, item.Seq), TimeProvider.System.GetUtcNow());
            Deliveries++;
        }
        return received.Batch.Boot;
    }

    private Receipt ReceiptFor(string boot)
    {
        lock (_gate)
        {
            var (whole, last) = _held.GetValueOrDefault(boot);
            while (_items.ContainsKey((boot, whole + 1)))
            {
                whole++;
            }
            _held[boot] = (whole, last);
            var gaps = new List<SeqRange>();
            var next = whole + 1;
            foreach (var seq in last == whole ? [] : _items.Keys.Where(item => item.Boot == boot && item.Seq > whole).Select(item => item.Seq).ToList())
            {
                if (seq > next)
                {
                    gaps.Add(new SeqRange(next, seq - 1));
                }
                next = seq + 1;
            }
            var refused = Refuses is not { } refuses ? [] : _items.Where(item => item.Key.Boot == boot && refuses(item.Value) is not null).Select(item => new RefusedItem(item.Key.Seq, refuses(item.Value)!));
            return new Receipt { SenderKind = SourceKind.Node, Sender = Topics.Node, Boot = boot, DurableTo = next - 1, Gaps = gaps, Refused = [.. refused], At = TimeProvider.System.GetUtcNow() };
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
