using System.Net;
using System.Net.Sockets;

namespace MQTTnet;

/// <summary>The kind of line that a client uses.</summary>
public interface IMqttClientChannelOptions
{
    MqttClientTlsOptions? TlsOptions { get; }
}

/// <summary>A line over TCP, with TLS where its options say so.</summary>
public sealed class MqttClientTcpOptions : IMqttClientChannelOptions
{
    public AddressFamily AddressFamily { get; set; } = AddressFamily.Unspecified;

    /// <summary>Sends small packets at once instead of collecting them in the kernel. Default true.</summary>
    public bool NoDelay { get; set; } = true;

    public EndPoint? RemoteEndpoint { get; set; }
    public MqttClientTlsOptions? TlsOptions { get; set; } = new();

    public override string ToString() => RemoteEndpoint switch
    {
        DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        var other => other?.ToString() ?? "",
    };
}
