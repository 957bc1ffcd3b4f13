namespace MQTTnet;

/// <summary>
/// A client of one broker. It neither reconnects by itself nor keeps messages for later: what is in flight when the line drops
/// fails with an exception, and trying again is the caller's work.
/// </summary>
public interface IMqttClient : IDisposable
{
    /// <summary>Raised for one message after the other, in the order of arrival.</summary>
    event Func<MqttApplicationMessageReceivedEventArgs, Task> ApplicationMessageReceivedAsync;

    event Func<MqttClientConnectedEventArgs, Task> ConnectedAsync;
    event Func<MqttClientConnectingEventArgs, Task> ConnectingAsync;

    /// <summary>Raised when a connection ended and after each failed attempt; reconnecting from here is allowed.</summary>
    event Func<MqttClientDisconnectedEventArgs, Task> DisconnectedAsync;

    bool IsConnected { get; }
    MqttClientOptions? Options { get; }

    /// <summary>
    /// Connects. Throws where the server cannot be reached or breaks the exchange off; a broker that answers with a refusal is a
    /// result whose ResultCode is not Success.
    /// </summary>
    Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default);

    /// <summary>Says goodbye, so that no will is sent, and closes the line. Does nothing where there is no connection.</summary>
    Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default);

    Task PingAsync(CancellationToken cancellationToken = default);

    /// <summary>QoS 0: returns once the line took the message. QoS 1: returns with the broker's answer.</summary>
    Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default);

    Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default);

    Task<MqttClientUnsubscribeResult> UnsubscribeAsync(MqttClientUnsubscribeOptions options, CancellationToken cancellationToken = default);
}
