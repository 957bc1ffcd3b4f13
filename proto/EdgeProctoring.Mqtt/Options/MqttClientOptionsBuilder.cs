using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>Collects the options of a client; the will's part lies in MqttClientOptionsBuilder.Will.cs.</summary>
public sealed partial class MqttClientOptionsBuilder
{
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    private readonly MqttClientOptions _options = new();
    private MqttClientTcpOptions? _tcp;
    private MqttClientTlsOptions? _tls;

    public MqttClientOptions Build()
    {
        if (_tcp is null)
        {
            throw new InvalidOperationException("No server is named; call WithTcpServer(host, port) before Build().");
        }
        _tcp.TlsOptions = _tls ?? _tcp.TlsOptions;
        var port = _tcp.TlsOptions is { UseTls: true } ? TlsPort : PlainPort;
        _tcp.RemoteEndpoint = _tcp.RemoteEndpoint switch
        {
            DnsEndPoint { Port: 0 } dns => new DnsEndPoint(dns.Host, port, dns.AddressFamily),
            IPEndPoint { Port: 0 } ip => new IPEndPoint(ip.Address, port),
            var known => known,
        };
        _options.ChannelOptions = _tcp;
        return _options;
    }

    public MqttClientOptionsBuilder WithCleanSession(bool value = true) => With(options => options.CleanSession = value);

    public MqttClientOptionsBuilder WithCleanStart(bool value = true) => With(options => options.CleanSession = value);

    public MqttClientOptionsBuilder WithClientId(string value) => With(options => options.ClientId = value);

    public MqttClientOptionsBuilder WithCredentials(string username, string? password) =>
        WithCredentials(username, password is null ? null : Encoding.UTF8.GetBytes(password));

    public MqttClientOptionsBuilder WithCredentials(string username, byte[]? password = null) =>
        WithCredentials(new MqttClientCredentials(username, password));

    public MqttClientOptionsBuilder WithCredentials(IMqttClientCredentialsProvider credentials) =>
        With(options => options.Credentials = credentials);

    public MqttClientOptionsBuilder WithEndPoint(EndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _tcp = new MqttClientTcpOptions { RemoteEndpoint = endPoint };
        return this;
    }

    public MqttClientOptionsBuilder WithKeepAlivePeriod(TimeSpan value) => With(options => options.KeepAlivePeriod = value);

    public MqttClientOptionsBuilder WithMaximumPacketSize(uint maximumPacketSize) =>
        With(options => options.MaximumPacketSize = maximumPacketSize);

    public MqttClientOptionsBuilder WithNoKeepAlive() => WithKeepAlivePeriod(TimeSpan.Zero);

    public MqttClientOptionsBuilder WithProtocolVersion(MqttProtocolVersion value) => value == MqttProtocolVersion.Unknown
        ? throw new ArgumentException("MqttProtocolVersion.Unknown is no version to connect with; use V500.")
        : With(options => options.ProtocolVersion = value);

    public MqttClientOptionsBuilder WithReceiveMaximum(ushort receiveMaximum) => With(options => options.ReceiveMaximum = receiveMaximum);

    public MqttClientOptionsBuilder WithRequestProblemInformation(bool requestProblemInformation = true) =>
        With(options => options.RequestProblemInformation = requestProblemInformation);

    public MqttClientOptionsBuilder WithRequestResponseInformation(bool requestResponseInformation = true) =>
        With(options => options.RequestResponseInformation = requestResponseInformation);

    public MqttClientOptionsBuilder WithSessionExpiryInterval(uint sessionExpiryInterval) =>
        With(options => options.SessionExpiryInterval = sessionExpiryInterval);

    public MqttClientOptionsBuilder WithTcpServer(string host, int? port = null, AddressFamily addressFamily = AddressFamily.Unspecified)
    {
        ArgumentNullException.ThrowIfNull(host);
        _tcp = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(host, port ?? 0, addressFamily) };
        return this;
    }

    public MqttClientOptionsBuilder WithTimeout(TimeSpan value) => With(options => options.Timeout = value);

    public MqttClientOptionsBuilder WithTlsOptions(MqttClientTlsOptions tlsOptions)
    {
        _tls = tlsOptions;
        return this;
    }

    public MqttClientOptionsBuilder WithTlsOptions(Action<MqttClientTlsOptionsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new MqttClientTlsOptionsBuilder();
        configure(builder);
        return WithTlsOptions(builder.Build());
    }

    public MqttClientOptionsBuilder WithTopicAliasMaximum(ushort topicAliasMaximum) =>
        With(options => options.TopicAliasMaximum = topicAliasMaximum);

    public MqttClientOptionsBuilder WithUserProperty(string name, string value) =>
        With(options => (options.UserProperties ??= []).Add(new MqttUserProperty(name, value)));

    private MqttClientOptionsBuilder With(Action<MqttClientOptions> set)
    {
        set(_options);
        return this;
    }
}
