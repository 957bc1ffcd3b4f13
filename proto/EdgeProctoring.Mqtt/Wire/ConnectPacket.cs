using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>CONNECT (MQTT 5, section 3.1).</summary>
internal static class ConnectPacket
{
    public static void Write(WireWriter to, MqttClientOptions options, uint maximumPacketSize)
    {
        var user = options.Credentials?.GetUserName(options);
        var password = options.Credentials?.GetPassword(options);
        var body = to.BeginPacket((int)PacketType.Connect << 4);
        to.Text("MQTT");
        to.Byte(5);
        to.Byte(Flags(options, user is not null, password is not null));
        to.UInt16((int)options.KeepAlivePeriod.TotalSeconds);
        to.Properties(ConnectProperties(to.NewProperties(), options, maximumPacketSize));
        to.Text(options.ClientId ?? "");
        if (options.WillTopic is not null)
        {
            to.Properties(WillProperties(to.NewProperties(), options));
            to.Text(options.WillTopic);
            to.Binary(options.WillPayload.Span);
        }
        if (user is not null)
        {
            to.Text(user);
        }
        if (password is not null)
        {
            to.Binary(password);
        }
        to.EndPacket(body);
    }

    private static int Flags(MqttClientOptions options, bool user, bool password)
    {
        var flags = (options.CleanSession ? 2 : 0) | (user ? 128 : 0) | (password ? 64 : 0);
        return options.WillTopic is null
            ? flags
            : flags | 4 | (int)options.WillQualityOfServiceLevel << 3 | (options.WillRetain ? 32 : 0);
    }

    private static WireWriter ConnectProperties(WireWriter to, MqttClientOptions options, uint maximumPacketSize)
    {
        if (options.SessionExpiryInterval > 0)
        {
            to.Property(PropertyId.SessionExpiry, options.SessionExpiryInterval);
        }
        if (options.ReceiveMaximum > 0)
        {
            to.ShortProperty(PropertyId.ReceiveMaximum, options.ReceiveMaximum);
        }
        to.Property(PropertyId.MaximumPacketSize, maximumPacketSize);
        if (options.TopicAliasMaximum > 0)
        {
            to.ShortProperty(PropertyId.TopicAliasMaximum, options.TopicAliasMaximum);
        }
        if (options.RequestResponseInformation)
        {
            to.ByteProperty(PropertyId.RequestResponseInformation, 1);
        }
        if (!options.RequestProblemInformation)
        {
            to.ByteProperty(PropertyId.RequestProblemInformation, 0);
        }
        to.UserProperties(options.UserProperties);
        return to;
    }

    private static WireWriter WillProperties(WireWriter to, MqttClientOptions options)
    {
        if (options.WillDelayInterval > 0)
        {
            to.Property(PropertyId.WillDelay, options.WillDelayInterval);
        }
        if (options.WillPayloadFormatIndicator != MqttPayloadFormatIndicator.Unspecified)
        {
            to.ByteProperty(PropertyId.PayloadFormat, (int)options.WillPayloadFormatIndicator);
        }
        if (options.WillMessageExpiryInterval > 0)
        {
            to.Property(PropertyId.MessageExpiry, options.WillMessageExpiryInterval);
        }
        to.TextProperty(PropertyId.ContentType, options.WillContentType);
        to.TextProperty(PropertyId.ResponseTopic, options.WillResponseTopic);
        to.BinaryProperty(PropertyId.CorrelationData, options.WillCorrelationData.Span);
        to.UserProperties(options.WillUserProperties);
        return to;
    }
}
