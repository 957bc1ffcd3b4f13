using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>PUBLISH (MQTT 5, section 3.3), the packet of the hot path.</summary>
internal static class PublishPacket
{
    private static readonly ulong _allowed = Properties.Set(
        PropertyId.PayloadFormat, PropertyId.MessageExpiry, PropertyId.TopicAlias, PropertyId.ResponseTopic, PropertyId.CorrelationData,
        PropertyId.UserProperty, PropertyId.SubscriptionIdentifier, PropertyId.ContentType);

    public static void Write(WireWriter to, MqttApplicationMessage message, ushort id, uint maximum)
    {
        var topic = message.Topic ?? "";
        var properties = WriteProperties(to.NewProperties(), message);
        var acknowledged = message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce;
        var size = 2L + Encoding.UTF8.GetByteCount(topic) + (acknowledged ? 2 : 0)
            + WireWriter.SizeOfVarInt(properties.Length) + properties.Length + message.Payload.Length;
        var whole = size > WireWriter.MaxVarInt ? size : size + 1 + WireWriter.SizeOfVarInt((int)size);
        if (whole > Math.Min(maximum, WireWriter.MaxVarInt))
        {
            throw new MqttProtocolViolationException(MqttDisconnectReasonCode.PacketTooLarge,
                $"The message on '{topic}' makes a packet of {whole} bytes; the broker takes {Math.Min(maximum, WireWriter.MaxVarInt)} at most.");
        }
        to.Byte((int)PacketType.Publish << 4 | (acknowledged ? 2 : 0) | (message.Retain ? 1 : 0));
        to.VarInt((int)size);
        to.Text(topic);
        if (acknowledged)
        {
            to.UInt16(id);
        }
        to.Properties(properties);
        to.Raw(message.Payload);
    }

    /// <summary>Reads a message; its payload is copied, because the handler runs when the receive buffer is long used again.</summary>
    public static MqttApplicationMessage Read(WireReader reader, int flags, TopicNames topics, out ushort id)
    {
        var qualityOfService = flags >> 1 & 3;
        if (qualityOfService == 2)
        {
            throw reader.Refuse("QoS 2, which this client never asks for", MqttDisconnectReasonCode.ImplementationSpecificError);
        }
        if (qualityOfService == 3 || (qualityOfService == 0 && (flags & 8) != 0))
        {
            throw reader.Refuse($"flags {flags:x}");
        }
        var name = reader.Binary("topic");
        id = qualityOfService == 1 ? reader.PacketId() : (ushort)0;
        var properties = Properties.Read(ref reader, _allowed);
        var message = new MqttApplicationMessage
        {
            Topic = topics.Resolve(ref reader, name, (ushort)(properties.Number(PropertyId.TopicAlias) ?? 0)),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qualityOfService,
            Dup = (flags & 8) != 0,
            Retain = (flags & 1) != 0,
            Payload = reader.Remaining == 0 ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(reader.Rest.ToArray()),
        };
        if (properties != Properties.None)
        {
            message.ContentType = properties.Text(PropertyId.ContentType);
            message.CorrelationData = properties.Binary(PropertyId.CorrelationData);
            message.MessageExpiryInterval = properties.Number(PropertyId.MessageExpiry) ?? 0;
            message.PayloadFormatIndicator = (MqttPayloadFormatIndicator)(properties.Number(PropertyId.PayloadFormat) ?? 0);
            message.ResponseTopic = properties.Text(PropertyId.ResponseTopic);
            message.SubscriptionIdentifiers = properties.SubscriptionIdentifiers;
            message.TopicAlias = (ushort)(properties.Number(PropertyId.TopicAlias) ?? 0);
            message.UserProperties = properties.User;
        }
        return message;
    }

    private static WireWriter WriteProperties(WireWriter to, MqttApplicationMessage message)
    {
        if (message.PayloadFormatIndicator != MqttPayloadFormatIndicator.Unspecified)
        {
            to.ByteProperty(PropertyId.PayloadFormat, (int)message.PayloadFormatIndicator);
        }
        if (message.MessageExpiryInterval > 0)
        {
            to.Property(PropertyId.MessageExpiry, message.MessageExpiryInterval);
        }
        if (message.TopicAlias > 0)
        {
            to.ShortProperty(PropertyId.TopicAlias, message.TopicAlias);
        }
        to.TextProperty(PropertyId.ResponseTopic, message.ResponseTopic);
        to.BinaryProperty(PropertyId.CorrelationData, message.CorrelationData);
        to.TextProperty(PropertyId.ContentType, message.ContentType);
        to.UserProperties(message.UserProperties);
        return to;
    }
}
