using MQTTnet.Protocol;

namespace MQTTnet.Exceptions;

/// <summary>A packet, sent or received, breaks the protocol or a limit that was agreed on.</summary>
public class MqttProtocolViolationException(string message) : Exception(message)
{
    internal MqttProtocolViolationException(MqttDisconnectReasonCode reason, string message)
        : this(message) => Reason = reason;

    /// <summary>What the peer is told when its packet ends the connection.</summary>
    internal MqttDisconnectReasonCode Reason { get; } = MqttDisconnectReasonCode.MalformedPacket;
}
