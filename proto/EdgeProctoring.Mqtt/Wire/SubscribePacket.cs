using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (MQTT 5, sections 3.8 and 3.10).</summary>
internal static class SubscribePacket
{
    public static void Write(WireWriter to, ushort id, MqttClientSubscribeOptions options)
    {
        var body = to.BeginPacket((int)PacketType.Subscribe << 4 | 2);
        to.UInt16(id);
        var properties = to.NewProperties();
        if (options.SubscriptionIdentifier > 0)
        {
            properties.Byte((int)PropertyId.SubscriptionIdentifier);
            properties.VarInt((int)options.SubscriptionIdentifier);
        }
        properties.UserProperties(options.UserProperties);
        to.Properties(properties);
        foreach (var filter in options.TopicFilters)
        {
            if (filter.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
            {
                throw new NotSupportedException($"The filter '{filter.Topic}' asks for QoS 2 (ExactlyOnce): this client offers QoS 0 and 1.");
            }
            to.Text(filter.Topic);
            to.Byte((int)filter.QualityOfServiceLevel | (filter.NoLocal ? 4 : 0) | (filter.RetainAsPublished ? 8 : 0)
                | (int)filter.RetainHandling << 4);
        }
        to.EndPacket(body);
    }

    public static void Write(WireWriter to, ushort id, MqttClientUnsubscribeOptions options)
    {
        var body = to.BeginPacket((int)PacketType.Unsubscribe << 4 | 2);
        to.UInt16(id);
        var properties = to.NewProperties();
        properties.UserProperties(options.UserProperties);
        to.Properties(properties);
        foreach (var filter in options.TopicFilters)
        {
            to.Text(filter);
        }
        to.EndPacket(body);
    }
}
