namespace MQTTnet;

/// <summary>Gives the user name and password at each connection.</summary>
public interface IMqttClientCredentialsProvider
{
    byte[]? GetPassword(MqttClientOptions clientOptions);
    string GetUserName(MqttClientOptions clientOptions);
}

/// <summary>A fixed user name and password.</summary>
public sealed class MqttClientCredentials(string userName, byte[]? password = null) : IMqttClientCredentialsProvider
{
    public byte[]? GetPassword(MqttClientOptions clientOptions) => password;
    public string GetUserName(MqttClientOptions clientOptions) => userName;
}
