namespace MQTTnet.Exceptions;

/// <summary>The broker did not answer in time.</summary>
public sealed class MqttCommunicationTimedOutException : MqttCommunicationException
{
    public MqttCommunicationTimedOutException()
        : base("The broker did not answer in time.")
    {
    }

    public MqttCommunicationTimedOutException(Exception innerException)
        : base("The broker did not answer in time.", innerException)
    {
    }

    internal MqttCommunicationTimedOutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
