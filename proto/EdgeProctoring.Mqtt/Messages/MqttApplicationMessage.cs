using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>One message: a topic, a payload, and how it is delivered.</summary>
public sealed class MqttApplicationMessage
{
    public string? ContentType { get; set; }
    public byte[]? CorrelationData { get; set; }

    /// <summary>The broker has sent this message before and cannot know whether it arrived.</summary>
    public bool Dup { get; set; }

    /// <summary>Seconds after which the broker drops an undelivered message; 0 = never.</summary>
    public uint MessageExpiryInterval { get; set; }

    public ReadOnlySequence<byte> Payload { get; set; } = ReadOnlySequence<byte>.Empty;
    public MqttPayloadFormatIndicator PayloadFormatIndicator { get; set; } = MqttPayloadFormatIndicator.Unspecified;
    public MqttQualityOfServiceLevel QualityOfServiceLevel { get; set; }
    public string? ResponseTopic { get; set; }
    public bool Retain { get; set; }
    public List<uint>? SubscriptionIdentifiers { get; set; }
    public required string Topic { get; set; }

    /// <summary>A short number in place of the topic; 0 = none.</summary>
    public ushort TopicAlias { get; set; }

    public List<MqttUserProperty>? UserProperties { get; set; }
}
