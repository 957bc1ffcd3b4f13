using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>What became of a PUBLISH: QoS 0 was handed to the line, QoS 1 was answered by the broker.</summary>
public sealed class MqttClientPublishResult(
    ushort? packetIdentifier, MqttClientPublishReasonCode reasonCode, string? reasonString, IReadOnlyCollection<MqttUserProperty> userProperties)
{
    /// <summary>True also where nobody subscribes to the topic: the broker took the message.</summary>
    public bool IsSuccess => ReasonCode is MqttClientPublishReasonCode.Success or MqttClientPublishReasonCode.NoMatchingSubscribers;

    public ushort? PacketIdentifier { get; } = packetIdentifier;
    public MqttClientPublishReasonCode ReasonCode { get; } = reasonCode;
    public string? ReasonString { get; } = reasonString;
    public IReadOnlyCollection<MqttUserProperty> UserProperties { get; } = userProperties;
}
