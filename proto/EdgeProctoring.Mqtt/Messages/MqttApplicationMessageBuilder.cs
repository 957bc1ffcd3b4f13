using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>Collects the parts of a message. Payloads are referenced, not copied, until they are published.</summary>
public sealed class MqttApplicationMessageBuilder
{
    private string? _contentType;
    private byte[]? _correlationData;
    private uint _expiry;
    private ReadOnlySequence<byte> _payload;
    private MqttPayloadFormatIndicator _format;
    private MqttQualityOfServiceLevel _qualityOfService;
    private string? _responseTopic;
    private bool _retain;
    private string? _topic;
    private ushort _topicAlias;
    private List<MqttUserProperty>? _userProperties;

    public MqttApplicationMessage Build() => _topicAlias == 0 && string.IsNullOrEmpty(_topic)
        ? throw new MqttProtocolViolationException("A message needs a topic; call WithTopic(topic) before Build().")
        : new MqttApplicationMessage
        {
            Topic = _topic!,
            Payload = _payload,
            QualityOfServiceLevel = _qualityOfService,
            Retain = _retain,
            ContentType = _contentType,
            ResponseTopic = _responseTopic,
            CorrelationData = _correlationData,
            TopicAlias = _topicAlias,
            MessageExpiryInterval = _expiry,
            PayloadFormatIndicator = _format,
            UserProperties = _userProperties,
        };

    public MqttApplicationMessageBuilder WithContentType(string contentType)
    {
        _contentType = contentType;
        return this;
    }

    public MqttApplicationMessageBuilder WithCorrelationData(byte[] correlationData)
    {
        _correlationData = correlationData;
        return this;
    }

    public MqttApplicationMessageBuilder WithMessageExpiryInterval(uint messageExpiryInterval)
    {
        _expiry = messageExpiryInterval;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayload(byte[]? payload) =>
        WithPayload(payload is null ? default : new ReadOnlySequence<byte>(payload));

    public MqttApplicationMessageBuilder WithPayload(ArraySegment<byte> payloadSegment) =>
        WithPayload(new ReadOnlySequence<byte>(payloadSegment));

    public MqttApplicationMessageBuilder WithPayload(string? payload) =>
        WithPayload(string.IsNullOrEmpty(payload) ? null : Encoding.UTF8.GetBytes(payload));

    public MqttApplicationMessageBuilder WithPayload(ReadOnlySequence<byte> payload)
    {
        _payload = payload;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayloadFormatIndicator(MqttPayloadFormatIndicator payloadFormatIndicator)
    {
        _format = payloadFormatIndicator;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayloadSegment(ArraySegment<byte> payloadSegment) =>
        WithPayload(new ReadOnlySequence<byte>(payloadSegment));

    public MqttApplicationMessageBuilder WithPayloadSegment(ReadOnlyMemory<byte> payloadSegment) =>
        MemoryMarshal.TryGetArray(payloadSegment, out var array) ? WithPayloadSegment(array) : WithPayload(payloadSegment.ToArray());

    public MqttApplicationMessageBuilder WithQualityOfServiceLevel(MqttQualityOfServiceLevel qualityOfServiceLevel)
    {
        _qualityOfService = qualityOfServiceLevel;
        return this;
    }

    public MqttApplicationMessageBuilder WithResponseTopic(string responseTopic)
    {
        _responseTopic = responseTopic;
        return this;
    }

    public MqttApplicationMessageBuilder WithRetainFlag(bool value = true)
    {
        _retain = value;
        return this;
    }

    public MqttApplicationMessageBuilder WithTopic(string topic)
    {
        _topic = topic;
        return this;
    }

    public MqttApplicationMessageBuilder WithTopicAlias(ushort topicAlias)
    {
        _topicAlias = topicAlias;
        return this;
    }

    public MqttApplicationMessageBuilder WithUserProperty(string name, string value)
    {
        (_userProperties ??= []).Add(new MqttUserProperty(name, value));
        return this;
    }
}
