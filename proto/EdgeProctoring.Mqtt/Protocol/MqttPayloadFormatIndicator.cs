namespace MQTTnet.Protocol;

/// <summary>Whether a payload is said to be UTF-8 text.</summary>
public enum MqttPayloadFormatIndicator
{
    Unspecified = 0,
    CharacterData = 1,
}
