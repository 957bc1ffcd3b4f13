using MQTTnet;
using MQTTnet.Packets;

namespace EdgeProctoring.Mqtt;

/// <summary>PUBACK (MQTT 5, section 3.4), in both directions.</summary>
internal static class PubAckPacket
{
    private static readonly ulong _allowed = Properties.Set(PropertyId.ReasonString, PropertyId.UserProperty);

    public static MqttClientPublishResult Read(WireReader reader)
    {
        var id = reader.PacketId();
        var code = reader.Remaining == 0 ? 0 : reader.Byte("reason code");
        var properties = reader.Remaining == 0 ? Properties.None : Properties.Read(ref reader, _allowed);
        reader.ThrowIfMore();
        return new MqttClientPublishResult(id, (MqttClientPublishReasonCode)code, properties.Text(PropertyId.ReasonString),
            (IReadOnlyCollection<MqttUserProperty>?)properties.User ?? []);
    }

    public static void Write(
        WireWriter to, ushort id, MqttApplicationMessageReceivedReasonCode code, string? reason, List<MqttUserProperty>? user)
    {
        if (code == MqttApplicationMessageReceivedReasonCode.Success && reason is null && user is null)
        {
            to.Byte((int)PacketType.PubAck << 4);
            to.Byte(2);
            to.UInt16(id);
            return;
        }
        var body = to.BeginPacket((int)PacketType.PubAck << 4);
        to.UInt16(id);
        to.Byte((int)code);
        var properties = to.NewProperties();
        properties.TextProperty(PropertyId.ReasonString, reason);
        properties.UserProperties(user);
        to.Properties(properties);
        to.EndPacket(body);
    }
}
