using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A node as the broker and the hub see it: its certificate, its signed batches, the receipts and configurations that it gets.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly HubFolder _folder;
    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly Topics _topics;
    private readonly int _port;
    private long _seq;

    public TestNode(HubFolder folder, int brokerPort, string name = HubFolder.Node)
    {
        (_folder, _port, Name, _topics) = (folder, brokerPort, name, new Topics(HubFolder.Campus, name));
        _certificate = X509Certificate2.CreateFromPemFile(folder.File("ca", $"{name}.crt"), folder.File("ca", $"{name}.key"));
        _key = _certificate.GetECDsaPrivateKey()!;
        _client.ApplicationMessageReceivedAsync += message => { Take(message.ApplicationMessage); return Task.CompletedTask; };
    }

    public string Name { get; }
    public string Boot { get; set; } = Guid.NewGuid().ToString("N");
    public IReadOnlyCollection<Receipt> Receipts => _receipts;
    public bool IsConnected => _client.IsConnected;
    public byte[]? Configuration { get; private set; }

    public async Task ConnectAsync()
    {
        await _client.ConnectAsync(new MqttClientOptionsBuilder().WithClientId(Topics.ClientOf(HubFolder.Campus, Name)).WithTcpServer("localhost", _port).WithCleanStart()
            .WithTlsOptions(tls => tls.UseTls().WithTargetHost("localhost").WithClientCertificates([_certificate])
                .WithTrustChain([X509CertificateLoader.LoadCertificateFromFile(_folder.Authority.RootFile)]).WithRevocationMode(X509RevocationMode.NoCheck))
            .Build());
        await _client.SubscribeAsync(_topics.Receipt, MqttQualityOfServiceLevel.AtLeastOnce);
        await _client.SubscribeAsync(_topics.DesiredConfiguration, MqttQualityOfServiceLevel.AtLeastOnce);
    }

    public BatchItem Item(Observation observation) => new(observation.Seq) { Observation = observation };

    public BatchItem Next(Func<long, BatchItem> make) => make(++_seq);

    /// <summary>An observation of this node's camera about a seat.</summary>
    public Observation Seen(ObservationKind kind, string seat, DateTimeOffset from, TimeSpan? length, string? id = null, long? seq = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(from).ToString(), Source = new Source(SourceKind.Node, Name, "cam-1"), Boot = Boot, Seq = seq ?? ++_seq,
        Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, seat), Kind = kind, From = from, To = length is { } lasted ? from + lasted : null, Confidence = 900,
    };

    public byte[] Signed(IEnumerable<BatchItem> items, string? sender = null)
    {
        var batch = Wire.Encode(new Batch { SenderKind = SourceKind.Node, Sender = sender ?? Name, Boot = Boot, Items = [.. items] });
        return Wire.EncodeSigned(batch, _key.SignData(batch, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation), null);
    }

    public Task SendAsync(params BatchItem[] items) => PublishAsync(Signed(items));

    public Task<MqttClientPublishResult> PublishAsync(byte[] payload, string? topic = null) => _client.PublishAsync(new MqttApplicationMessageBuilder()
        .WithTopic(topic ?? _topics.Observations).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());

    /// <summary>Waits for a receipt that frees everything up to this number.</summary>
    public async Task<Receipt> ReceiptAsync(long upTo)
    {
        using var late = new CancellationTokenSource(_limit);
        while (true)
        {
            if (_receipts.FirstOrDefault(receipt => receipt.Boot == Boot && receipt.DurableTo >= upTo && receipt.Gaps.Count == 0) is { } found)
            {
                return found;
            }
            await _more.WaitAsync(late.Token);
        }
    }

    public async Task<byte[]> ConfigurationAsync()
    {
        using var late = new CancellationTokenSource(_limit);
        while (Configuration is null)
        {
            await _more.WaitAsync(late.Token);
        }
        return Configuration;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _key.Dispose();
        _certificate.Dispose();
        _more.Dispose();
        await ValueTask.CompletedTask;
    }

    private void Take(MqttApplicationMessage message)
    {
        if (message.Topic == _topics.Receipt)
        {
            _receipts.Enqueue(Wire.DecodeReceipt(message.Payload.ToArray()));
        }
        else
        {
            Configuration = message.Payload.ToArray();
        }
        _more.Release();
    }
}
