namespace MQTTnet.Protocol;

/// <summary>How often a message may arrive. ExactlyOnce is refused by this client.</summary>
public enum MqttQualityOfServiceLevel
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}
