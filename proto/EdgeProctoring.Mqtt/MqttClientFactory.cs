using EdgeProctoring.Mqtt;

namespace MQTTnet;

#pragma warning disable CA1822 // Upstream's factory has instance methods.
/// <summary>The door to this library: makes clients and the builders of what they are given.</summary>
public class MqttClientFactory
{
    public MqttApplicationMessageBuilder CreateApplicationMessageBuilder() => new();
    public MqttClientDisconnectOptionsBuilder CreateClientDisconnectOptionsBuilder() => new();
    public MqttClientOptionsBuilder CreateClientOptionsBuilder() => new();
    public IMqttClient CreateMqttClient() => new MqttClient(TimeProvider.System);
    public MqttClientSubscribeOptionsBuilder CreateSubscribeOptionsBuilder() => new();
    public MqttClientUnsubscribeOptionsBuilder CreateUnsubscribeOptionsBuilder() => new();
}
