using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>CONNACK (MQTT 5, section 3.2).</summary>
internal static class ConnAckPacket
{
    private static readonly ulong _allowed = Properties.Set(
        PropertyId.SessionExpiry, PropertyId.ReceiveMaximum, PropertyId.MaximumQoS, PropertyId.RetainAvailable, PropertyId.MaximumPacketSize,
        PropertyId.AssignedClientId, PropertyId.TopicAliasMaximum, PropertyId.ReasonString, PropertyId.UserProperty,
        PropertyId.WildcardAvailable, PropertyId.SubscriptionIdentifiersAvailable, PropertyId.SharedSubscriptionAvailable,
        PropertyId.ServerKeepAlive, PropertyId.ResponseInformation, PropertyId.ServerReference, PropertyId.AuthenticationMethod,
        PropertyId.AuthenticationData);

    public static MqttClientConnectResult Read(WireReader reader)
    {
        var flags = reader.Byte("acknowledge flags");
        if (flags > 1)
        {
            throw reader.Refuse($"reserved flags {flags:x2}");
        }
        var code = reader.Byte("reason code");
        // A broker that speaks only MQTT 3 answers with two bytes and its own return code (1 = version refused).
        var properties = reader.Remaining == 0 ? Properties.None : Properties.Read(ref reader, _allowed);
        reader.ThrowIfMore();
        return new MqttClientConnectResult
        {
            IsSessionPresent = flags == 1,
            ResultCode = code is > 0 and < 128 ? MqttClientConnectResultCode.UnsupportedProtocolVersion : (MqttClientConnectResultCode)code,
            AssignedClientIdentifier = properties.Text(PropertyId.AssignedClientId),
            AuthenticationData = properties.Binary(PropertyId.AuthenticationData),
            AuthenticationMethod = properties.Text(PropertyId.AuthenticationMethod),
            MaximumPacketSize = properties.Number(PropertyId.MaximumPacketSize),
            MaximumQoS = (MqttQualityOfServiceLevel)(properties.Number(PropertyId.MaximumQoS) ?? 2),
            ReasonString = properties.Text(PropertyId.ReasonString),
            ReceiveMaximum = (ushort?)properties.Number(PropertyId.ReceiveMaximum),
            ResponseInformation = properties.Text(PropertyId.ResponseInformation),
            RetainAvailable = properties.Flag(PropertyId.RetainAvailable),
            ServerKeepAlive = (ushort)(properties.Number(PropertyId.ServerKeepAlive) ?? 0),
            ServerReference = properties.Text(PropertyId.ServerReference),
            SessionExpiryInterval = properties.Number(PropertyId.SessionExpiry),
            SharedSubscriptionAvailable = properties.Flag(PropertyId.SharedSubscriptionAvailable),
            SubscriptionIdentifiersAvailable = properties.Flag(PropertyId.SubscriptionIdentifiersAvailable),
            TopicAliasMaximum = (ushort)(properties.Number(PropertyId.TopicAliasMaximum) ?? 0),
            UserProperties = properties.User,
            WildcardSubscriptionAvailable = properties.Flag(PropertyId.WildcardAvailable),
        };
    }
}
