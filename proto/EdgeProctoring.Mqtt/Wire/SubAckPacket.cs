using MQTTnet.Packets;

namespace EdgeProctoring.Mqtt;

/// <summary>SUBACK and UNSUBACK (MQTT 5, sections 3.9 and 3.11): one code for each filter that was asked for.</summary>
internal sealed record SubAckPacket(ushort Id, byte[] Codes, string? Reason, IReadOnlyCollection<MqttUserProperty> User)
{
    private static readonly ulong _allowed = Properties.Set(PropertyId.ReasonString, PropertyId.UserProperty);

    public static SubAckPacket Read(WireReader reader)
    {
        var id = reader.PacketId();
        var properties = Properties.Read(ref reader, _allowed);
        return new SubAckPacket(id, reader.Rest.ToArray(), properties.Text(PropertyId.ReasonString),
            (IReadOnlyCollection<MqttUserProperty>?)properties.User ?? []);
    }
}
