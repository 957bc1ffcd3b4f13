using EdgeProctoring.Mqtt;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>A message that arrived. The broker is answered after the handlers ran, or when <see cref="AcknowledgeAsync"/> is called.</summary>
public sealed class MqttApplicationMessageReceivedEventArgs : EventArgs
{
    private readonly Session _session;
    private List<MqttUserProperty>? _response;
    private int _acknowledged;

    internal MqttApplicationMessageReceivedEventArgs(Session session, string clientId, MqttApplicationMessage message, ushort packetIdentifier)
    {
        _session = session;
        ClientId = clientId;
        ApplicationMessage = message;
        PacketIdentifier = packetIdentifier;
    }

    public MqttApplicationMessage ApplicationMessage { get; }

    /// <summary>False: the handler answers later by <see cref="AcknowledgeAsync"/>; unanswered messages come again after a reconnect.</summary>
    public bool AutoAcknowledge { get; set; } = true;

    public string ClientId { get; }

    /// <summary>For the handlers' own use.</summary>
    public bool IsHandled { get; set; }

    public ushort PacketIdentifier { get; }

    /// <summary>True: no answer is sent, so that the broker delivers the message again after a reconnect.</summary>
    public bool ProcessingFailed { get; set; }

    public MqttApplicationMessageReceivedReasonCode ReasonCode { get; set; } = MqttApplicationMessageReceivedReasonCode.Success;
    public string? ResponseReasonString { get; set; }
    public List<MqttUserProperty> ResponseUserProperties => _response ??= [];

    /// <summary>For the handlers' own use.</summary>
    public object? Tag { get; set; }

    /// <summary>Null where no handler named any: most acknowledgements carry nothing.</summary>
    internal List<MqttUserProperty>? Response => _response;

    /// <summary>Tells the broker that the message is safe. Fails once its connection is gone: the message will then come again.</summary>
    public Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _acknowledged, 1) != 0)
        {
            throw new InvalidOperationException($"Message {PacketIdentifier} on '{ApplicationMessage.Topic}' was acknowledged before.");
        }
        if (!ProcessingFailed && ApplicationMessage.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
        {
            _session.Acknowledge(this);
        }
        return Task.CompletedTask;
    }
}
