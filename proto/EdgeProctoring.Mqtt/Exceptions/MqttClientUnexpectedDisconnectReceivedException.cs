using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Exceptions;

/// <summary>The broker ended the connection and said why.</summary>
public sealed class MqttClientUnexpectedDisconnectReceivedException : MqttCommunicationException
{
    internal MqttClientUnexpectedDisconnectReceivedException(MqttDisconnectReasonCode reason, string? reasonString, string? serverReference,
        uint? sessionExpiry, List<MqttUserProperty>? userProperties)
        : base($"The broker ended the connection: {reason} ({(int)reason}){(reasonString is null ? "" : $", '{reasonString}'")}.")
    {
        ReasonCode = reason;
        ReasonString = reasonString;
        ServerReference = serverReference;
        SessionExpiryInterval = sessionExpiry;
        UserProperties = userProperties;
    }

    public MqttDisconnectReasonCode? ReasonCode { get; }
    public string? ReasonString { get; }
    public string? ServerReference { get; }
    public uint? SessionExpiryInterval { get; }
    public List<MqttUserProperty>? UserProperties { get; }
}
