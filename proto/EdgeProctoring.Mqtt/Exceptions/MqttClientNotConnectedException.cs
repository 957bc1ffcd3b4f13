namespace MQTTnet.Exceptions;

/// <summary>The call needs a connection and there is none.</summary>
public sealed class MqttClientNotConnectedException : MqttCommunicationException
{
    public MqttClientNotConnectedException()
        : base("The client is not connected to a broker; call ConnectAsync first.")
    {
    }

    public MqttClientNotConnectedException(Exception innerException)
        : base("The client is not connected to a broker; call ConnectAsync first.", innerException)
    {
    }
}
