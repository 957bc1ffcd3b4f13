namespace MQTTnet.Exceptions;

/// <summary>The connection ended before the broker had answered: whether it took the packet is unknown.</summary>
public sealed class MqttClientDisconnectedException : MqttCommunicationException
{
    public MqttClientDisconnectedException(Exception? innerException)
        : base(innerException is null
            ? "The connection to the broker ended before its answer came."
            : $"The connection to the broker ended before its answer came: {innerException.Message}", innerException)
    {
    }
}
