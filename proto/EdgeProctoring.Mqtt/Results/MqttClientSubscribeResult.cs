using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>The broker's SUBACK: one item for each topic filter, in the order they were asked.</summary>
public sealed class MqttClientSubscribeResult(
    ushort packetIdentifier, IReadOnlyCollection<MqttClientSubscribeResultItem> items, string? reasonString,
    IReadOnlyCollection<MqttUserProperty> userProperties)
{
    public IReadOnlyCollection<MqttClientSubscribeResultItem> Items { get; } = items ?? throw new ArgumentNullException(nameof(items));
    public ushort PacketIdentifier { get; } = packetIdentifier;
    public string? ReasonString { get; } = reasonString;

    public IReadOnlyCollection<MqttUserProperty> UserProperties { get; } =
        userProperties ?? throw new ArgumentNullException(nameof(userProperties));
}

/// <summary>One topic filter and what the broker granted for it.</summary>
public sealed class MqttClientSubscribeResultItem(MqttTopicFilter topicFilter, MqttClientSubscribeResultCode resultCode)
{
    public MqttClientSubscribeResultCode ResultCode { get; } = resultCode;
    public MqttTopicFilter TopicFilter { get; } = topicFilter ?? throw new ArgumentNullException(nameof(topicFilter));
}
