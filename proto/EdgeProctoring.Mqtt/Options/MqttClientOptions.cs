using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>How a client connects: where to, as whom, with which session, limits and will.</summary>
public sealed class MqttClientOptions
{
    public IMqttClientChannelOptions? ChannelOptions { get; set; }

    /// <summary>True: the broker forgets the client's former session. Default true.</summary>
    public bool CleanSession { get; set; } = true;

    public string ClientId { get; set; } = Guid.NewGuid().ToString("N");
    public IMqttClientCredentialsProvider? Credentials { get; set; }

    /// <summary>Longest silence on the line before a ping; whole seconds, 0 = no keep-alive. Default 15 s.</summary>
    public TimeSpan KeepAlivePeriod { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest packet in bytes that the client accepts; 0 = this client's own limit of 16 MiB.</summary>
    public uint MaximumPacketSize { get; set; }

    public MqttProtocolVersion ProtocolVersion { get; set; } = MqttProtocolVersion.V500;

    /// <summary>How many unacknowledged QoS 1 messages the broker may have on the way; 0 = 65,535.</summary>
    public ushort ReceiveMaximum { get; set; }

    public bool RequestProblemInformation { get; set; } = true;
    public bool RequestResponseInformation { get; set; }

    /// <summary>Seconds that the broker keeps the session after the line is gone; 0 = not at all.</summary>
    public uint SessionExpiryInterval { get; set; }

    /// <summary>Limit for connecting, subscribing, pinging and leaving where the call has no token of its own. Default 100 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How many topic aliases the broker may use; 0 = none.</summary>
    public ushort TopicAliasMaximum { get; set; }

    public List<MqttUserProperty>? UserProperties { get; set; }
    public string? WillContentType { get; set; }
    public ReadOnlyMemory<byte> WillCorrelationData { get; set; }

    /// <summary>Seconds between the loss of the line and the will.</summary>
    public uint WillDelayInterval { get; set; }

    /// <summary>Seconds after which an undelivered will is dropped; 0 = never.</summary>
    public uint WillMessageExpiryInterval { get; set; }

    public ReadOnlyMemory<byte> WillPayload { get; set; }
    public MqttPayloadFormatIndicator WillPayloadFormatIndicator { get; set; } = MqttPayloadFormatIndicator.Unspecified;
    public MqttQualityOfServiceLevel WillQualityOfServiceLevel { get; set; }
    public string? WillResponseTopic { get; set; }
    public bool WillRetain { get; set; }
    public string? WillTopic { get; set; }
    public List<MqttUserProperty>? WillUserProperties { get; set; }

    /// <summary>Refuses by name what this client does not offer, before anything is sent.</summary>
    internal MqttClientTcpOptions Check()
    {
        if (ChannelOptions is not MqttClientTcpOptions { RemoteEndpoint: not null } tcp)
        {
            throw new ArgumentException("ChannelOptions name no server; call WithTcpServer(host, port).");
        }
        if (ProtocolVersion != MqttProtocolVersion.V500)
        {
            throw new NotSupportedException($"ProtocolVersion {ProtocolVersion}: this client speaks MQTT 5 alone (V500).");
        }
        if (WillTopic is not null && WillQualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
        {
            throw new NotSupportedException($"The will on '{WillTopic}' asks for QoS 2 (ExactlyOnce): this client offers QoS 0 and 1.");
        }
        if (KeepAlivePeriod < TimeSpan.Zero || KeepAlivePeriod.TotalSeconds > ushort.MaxValue)
        {
            throw new ArgumentException($"KeepAlivePeriod {KeepAlivePeriod} is outside 0–65,535 seconds.");
        }
        return tcp;
    }
}
