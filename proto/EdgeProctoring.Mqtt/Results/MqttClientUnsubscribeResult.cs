using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>The broker's UNSUBACK: one item for each topic filter, in the order they were asked.</summary>
public sealed class MqttClientUnsubscribeResult(
    ushort packetIdentifier, IReadOnlyCollection<MqttClientUnsubscribeResultItem> items, string? reasonString,
    IReadOnlyCollection<MqttUserProperty> userProperties)
{
    public IReadOnlyCollection<MqttClientUnsubscribeResultItem> Items { get; } = items ?? throw new ArgumentNullException(nameof(items));
    public ushort PacketIdentifier { get; } = packetIdentifier;
    public string? ReasonString { get; } = reasonString;

    public IReadOnlyCollection<MqttUserProperty> UserProperties { get; } =
        userProperties ?? throw new ArgumentNullException(nameof(userProperties));
}

/// <summary>One topic filter and what the broker answered for it.</summary>
public sealed class MqttClientUnsubscribeResultItem(string topicFilter, MqttClientUnsubscribeResultCode resultCode)
{
    public MqttClientUnsubscribeResultCode ResultCode { get; } = resultCode;
    public string TopicFilter { get; } = topicFilter ?? throw new ArgumentNullException(nameof(topicFilter));
}
