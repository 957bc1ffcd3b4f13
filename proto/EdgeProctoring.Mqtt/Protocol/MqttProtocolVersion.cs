namespace MQTTnet.Formatter;

/// <summary>The protocol's versions; this client speaks V500 alone.</summary>
public enum MqttProtocolVersion
{
    Unknown = 0,
    V310 = 3,
    V311 = 4,
    V500 = 5,
}
