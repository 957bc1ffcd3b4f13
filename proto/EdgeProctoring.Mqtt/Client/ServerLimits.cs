using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>Refuses, before anything is sent, what MQTT forbids, this client does not offer, or the broker said it will not take.</summary>
internal sealed class ServerLimits(MqttClientConnectResult connack)
{
    public uint MaximumPacketSize { get; } = connack.MaximumPacketSize ?? uint.MaxValue;
    public int ReceiveMaximum { get; } = connack.ReceiveMaximum ?? ushort.MaxValue;

    /// <summary>What can be told without a connection.</summary>
    public static void Check(MqttApplicationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
        {
            throw new NotSupportedException($"The message on '{message.Topic}' asks for QoS 2 (ExactlyOnce): this client offers QoS 0 and 1.");
        }
        if (string.IsNullOrEmpty(message.Topic) && message.TopicAlias == 0)
        {
            throw new MqttProtocolViolationException("A message needs a topic or a topic alias.");
        }
        if (message.Topic is not null && message.Topic.AsSpan().IndexOfAny('+', '#', '\0') >= 0)
        {
            throw new MqttProtocolViolationException($"'{message.Topic}' is no topic to publish on: it contains '+', '#' or NUL.");
        }
    }

    public static void CheckFilter(string filter)
    {
        if (string.IsNullOrEmpty(filter))
        {
            throw new MqttProtocolViolationException("A topic filter is empty.");
        }
        if (filter.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at && at != filter.Length - 1)
        {
            throw new MqttProtocolViolationException($"The topic filter '{filter}' has '#' elsewhere than at its end.");
        }
    }

    public void CheckAgreed(MqttApplicationMessage message)
    {
        if (message.QualityOfServiceLevel > connack.MaximumQoS)
        {
            throw Refuse(message, MqttDisconnectReasonCode.QoSNotSupported, $"QoS {(int)connack.MaximumQoS} at most");
        }
        if (message.Retain && !connack.RetainAvailable)
        {
            throw Refuse(message, MqttDisconnectReasonCode.RetainNotSupported, "no retained messages");
        }
        if (message.TopicAlias > connack.TopicAliasMaximum)
        {
            throw Refuse(message, MqttDisconnectReasonCode.TopicAliasInvalid, $"topic aliases up to {connack.TopicAliasMaximum}, not {message.TopicAlias}");
        }
    }

    private static MqttProtocolViolationException Refuse(MqttApplicationMessage message, MqttDisconnectReasonCode reason, string takes) =>
        new(reason, $"The message on '{message.Topic}' was not sent: the broker takes {takes}.");
}
