using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.EdgeAgent;

/// <summary>How this node speaks to the campus's broker.</summary>
internal sealed class Broker(AgentSettings settings, NodeIdentity node, NodeClock clock)
{
    /// <summary>With the will's delay a silent death is seen within 20 s.</summary>
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(10);
    private const uint WillDelaySeconds = 5;
    private const uint SessionSeconds = 3600;

    /// <summary>Where it is, for logs and errors.</summary>
    public string Address => $"{settings.Mqtt.Host}:{settings.Mqtt.Port}";

    /// <summary>Connects or throws with the reason.</summary>
    public async Task ConnectAsync(IMqttClient client, CancellationToken cancel)
    {
        var result = await client.ConnectAsync(Options(), cancel);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"the broker refused the node: {result.ResultCode} {result.ReasonString}", null);
        }
    }

    /// <summary>Connects under another name, without a will, and leaves again: a running agent is not disturbed.</summary>
    public async Task TryOutAsync(IMqttClient client, CancellationToken cancel)
    {
        var options = Line($"ep-{node.Campus}-{node.Node}-doctor").WithCleanStart(true).Build();
        var result = await client.ConnectAsync(options, cancel);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"the broker refused the node: {result.ResultCode} {result.ReasonString}", null);
        }
        await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), cancel);
    }

    private MqttClientOptionsBuilder Line(string clientId) => new MqttClientFactory().CreateClientOptionsBuilder()
        .WithTcpServer(settings.Mqtt.Host, settings.Mqtt.Port)
        .WithTlsOptions(tls => tls.UseTls().WithTrustChain(node.Authorities).WithClientCertificates([node.Certificate]).WithRevocationMode(X509RevocationMode.NoCheck))
        .WithClientId(clientId)
        .WithKeepAlivePeriod(_keepAlive)
        .WithTimeout(_keepAlive);

    private MqttClientOptions Options() => Line($"ep-{node.Campus}-{node.Node}")
        .WithCleanStart(false)
        .WithSessionExpiryInterval(SessionSeconds)
        .WithWillTopic(node.Topics.State)
        .WithWillPayload(Wire.Encode(new NodeState(node.Boot, false, clock.Now)))
        .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithWillRetain(true)
        .WithWillDelayInterval(WillDelaySeconds)
        .Build();
}

/// <summary>Short forms of publishing.</summary>
internal static class Publishing
{
    public static Task KeepAsync(this IMqttClient client, string topic, byte[] payload, CancellationToken cancel) =>
        client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(true)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancel).Accepted();

    /// <summary>Throws where the broker did not take it.</summary>
    public static async Task Accepted(this Task<MqttClientPublishResult> publishing)
    {
        var result = await publishing;
        if (!result.IsSuccess)
        {
            throw new MqttCommunicationException($"the broker did not take a message: {result.ReasonCode} {result.ReasonString}; do its access rules name this node?", null);
        }
    }
}
