using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>DISCONNECT (MQTT 5, section 3.14), in both directions.</summary>
internal static class DisconnectPacket
{
    private static readonly ulong _allowed = Properties.Set(
        PropertyId.SessionExpiry, PropertyId.ReasonString, PropertyId.UserProperty, PropertyId.ServerReference);

    public static MqttClientUnexpectedDisconnectReceivedException Read(WireReader reader)
    {
        var code = reader.Remaining == 0 ? 0 : reader.Byte("reason code");
        var properties = reader.Remaining == 0 ? Properties.None : Properties.Read(ref reader, _allowed);
        reader.ThrowIfMore();
        return new MqttClientUnexpectedDisconnectReceivedException((MqttDisconnectReasonCode)code, properties.Text(PropertyId.ReasonString),
            properties.Text(PropertyId.ServerReference), properties.Number(PropertyId.SessionExpiry), properties.User);
    }

    public static void Write(WireWriter to, MqttClientDisconnectOptions options)
    {
        var body = to.BeginPacket((int)PacketType.Disconnect << 4);
        to.Byte((int)options.Reason);
        var properties = to.NewProperties();
        if (options.SessionExpiryInterval > 0)
        {
            properties.Property(PropertyId.SessionExpiry, options.SessionExpiryInterval);
        }
        properties.TextProperty(PropertyId.ReasonString, options.ReasonString);
        properties.UserProperties(options.UserProperties);
        to.Properties(properties);
        to.EndPacket(body);
    }

    public static void Write(WireWriter to, MqttDisconnectReasonCode reason)
    {
        to.Byte((int)PacketType.Disconnect << 4);
        to.Byte(1);
        to.Byte((int)reason);
    }
}
