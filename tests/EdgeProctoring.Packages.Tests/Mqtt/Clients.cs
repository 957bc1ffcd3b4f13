using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeProctoring.Packages.Tests.Mqtt;

/// <summary>A client under test, its received messages and its ends.</summary>
internal sealed class TestClient : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Channel<MqttApplicationMessageReceivedEventArgs> _received = Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs>();
    private readonly Channel<MqttClientDisconnectedEventArgs> _ends = Channel.CreateUnbounded<MqttClientDisconnectedEventArgs>();

    public TestClient(bool acknowledge = true)
    {
        Mqtt = new MqttClientFactory().CreateMqttClient();
        Mqtt.ApplicationMessageReceivedAsync += e =>
        {
            e.AutoAcknowledge = acknowledge;
            _received.Writer.TryWrite(e);
            return Task.CompletedTask;
        };
        Mqtt.DisconnectedAsync += e =>
        {
            _ends.Writer.TryWrite(e);
            return Task.CompletedTask;
        };
    }

    public IMqttClient Mqtt { get; }
    public int Waiting => _received.Reader.Count;

    public async Task<MqttApplicationMessageReceivedEventArgs> NextAsync() =>
        await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    public async Task<MqttClientDisconnectedEventArgs> EndAsync() =>
        await _ends.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    public async Task<MqttClientConnectResult> ConnectAsync(MqttClientOptionsBuilder options) =>
        await Mqtt.ConnectAsync(options.Build()).WaitAsync(Limit);

    public Task<MqttClientPublishResult> PublishAsync(string topic, string payload, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce,
        bool retain = false) => Mqtt.PublishStringAsync(topic, payload, qos, retain).WaitAsync(Limit);

    public async Task SubscribeAsync(string filter, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        var result = await Mqtt.SubscribeAsync(filter, qos).WaitAsync(Limit);
        Assert.Equal((int)qos, (int)Assert.Single(result.Items).ResultCode);
    }

    public void Dispose() => Mqtt.Dispose();
}

/// <summary>Options for the test broker.</summary>
internal static class Connect
{
    public static MqttClientOptionsBuilder Plain(Mosquitto broker) => To(broker.Host, broker.PlainPort);

    public static MqttClientOptionsBuilder To(string host, int port) =>
        new MqttClientFactory().CreateClientOptionsBuilder().WithTcpServer(host, port).WithTimeout(TimeSpan.FromSeconds(10));

    /// <summary>Mutual TLS with a certificate of this name from the broker's own authority.</summary>
    public static MqttClientOptionsBuilder Tls(Mosquitto broker, string name) =>
        Tls(broker, broker.Ca.Issue(name), broker.Ca);

    public static MqttClientOptionsBuilder Tls(Mosquitto broker, TestCertificate? certificate, TestCa trusted) =>
        To(broker.Host, broker.TlsPort).WithTlsOptions(tls =>
        {
            tls.UseTls().WithTrustChain([trusted.Root]).WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck);
            if (certificate is not null)
            {
                tls.WithClientCertificates([certificate.Certificate]);
            }
        });

    public static string Text(this MqttApplicationMessageReceivedEventArgs message) => message.ApplicationMessage.ConvertPayloadToString() ?? "";

    public static IEnumerable<string> Texts(this IEnumerable<MqttUserProperty>? properties) => (properties ?? []).Select(property => property.ToString());
}
