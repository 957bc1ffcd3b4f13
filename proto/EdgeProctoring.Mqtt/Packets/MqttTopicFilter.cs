using MQTTnet.Protocol;

namespace MQTTnet.Packets;

/// <summary>What a subscription asks for: a topic, perhaps with wildcards, and how it is delivered.</summary>
public sealed class MqttTopicFilter
{
    public bool NoLocal { get; set; }
    public MqttQualityOfServiceLevel QualityOfServiceLevel { get; set; }
    public bool RetainAsPublished { get; set; }
    public MqttRetainHandling RetainHandling { get; set; } = MqttRetainHandling.SendAtSubscribe;
    public required string Topic { get; set; }

    public override string ToString() => $"{Topic} ({QualityOfServiceLevel})";
}
