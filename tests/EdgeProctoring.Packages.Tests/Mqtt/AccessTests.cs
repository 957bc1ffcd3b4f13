using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Packages.Tests.Mqtt;

public sealed class AccessTests : IAsyncLifetime
{
    private Mosquitto _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await Mosquitto.StartAsync(new MosquittoOptions
    {
        Acl = "pattern readwrite ep/v1/+/n/%u/#",
    });

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_foreign_topic_is_refused_with_reason_135_and_the_connection_lives_on()
    {
        using var node = new TestClient();
        await node.ConnectAsync(Connect.Tls(_broker, "node-1"));

        var foreign = await node.PublishAsync("ep/v1/main/n/node-2/obs", "not mine");
        var own = await node.PublishAsync("ep/v1/main/n/node-1/obs", "mine");

        Assert.False(foreign.IsSuccess);
        Assert.Equal(135, (int)foreign.ReasonCode);
        Assert.True(own.IsSuccess);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_client_certificate_that_the_broker_does_not_know_is_refused(bool foreign)
    {
        using var elsewhere = new TestCa(Directory.CreateTempSubdirectory("ep-ca-").FullName, "another authority");
        using var client = new TestClient();
        var options = Connect.Tls(_broker, foreign ? elsewhere.Issue("node-1") : null, _broker.Ca);

        // TLS 1.2 refuses inside the handshake, TLS 1.3 behind it: both are failures of the connection.
        var error = await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => client.ConnectAsync(options));

        Assert.Contains($"localhost:{_broker.TlsPort}", error.Message);
        var end = await client.EndAsync();
        Assert.False(end.ClientWasConnected);
        Assert.Same(error, end.Exception);
        Assert.False(client.Mqtt.IsConnected);
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_not_trusted()
    {
        using var elsewhere = new TestCa(Directory.CreateTempSubdirectory("ep-ca-").FullName, "another authority");
        using var client = new TestClient();

        var error = await Assert.ThrowsAsync<MqttCommunicationException>(
            () => client.ConnectAsync(Connect.Tls(_broker, _broker.Ca.Issue("node-1"), elsewhere)));

        Assert.Contains("TLS", error.Message);
    }

    [Fact]
    public async Task A_server_of_another_name_is_not_trusted_unless_the_handler_says_so()
    {
        var certificate = _broker.Ca.Issue("node-1");
        using var strict = new TestClient();
        using var lenient = new TestClient();
        var asked = 0;

        await Assert.ThrowsAsync<MqttCommunicationException>(() => strict.ConnectAsync(Options(_ => { })));
        await lenient.ConnectAsync(Options(tls => tls.WithCertificateValidationHandler(e => ++asked > 0 && e.Certificate is not null)));

        Assert.Equal(1, asked);
        MqttClientOptionsBuilder Options(Action<MqttClientTlsOptionsBuilder> more) =>
            Connect.To("localhost", _broker.TlsPort).WithTlsOptions(tls =>
            {
                tls.WithTargetHost("other.example").WithTrustChain([_broker.Ca.Root]).WithClientCertificates([certificate.Certificate])
                    .WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck);
                more(tls);
            });
    }

    [Fact]
    public async Task A_closed_port_is_named()
    {
        using var client = new TestClient();
        var port = FreePort.Next();

        var error = await Assert.ThrowsAsync<MqttCommunicationException>(() => client.ConnectAsync(Connect.To("localhost", port)));

        Assert.Contains($"localhost:{port} is unreachable", error.Message);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var error = await Assert.ThrowsAsync<MqttConnectingFailedException>(() => client.Mqtt.ConnectAsync(broker.Options.Build(), patience.Token));

        Assert.Contains("CONNACK", error.Message);
    }

    [Fact]
    public async Task A_refusal_by_the_broker_is_a_result_and_an_event()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options);
        await broker.AcceptSilentlyAsync();
        await broker.SendAsync([0x20, 8, 0, 135, 5, 31, 0, 2, (byte)'n', (byte)'o']);

        var result = await connecting;

        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, result.ResultCode);
        Assert.Equal("no", result.ReasonString);
        Assert.False(client.Mqtt.IsConnected);
        var end = await client.EndAsync();
        Assert.Same(result, end.ConnectResult);
        Assert.Equal(MqttClientDisconnectReason.NotAuthorized, end.Reason);
        await Assert.ThrowsAsync<MqttClientNotConnectedException>(() => client.PublishAsync("t", "x"));
    }

    [Fact]
    public async Task A_user_name_and_password_are_sent()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options.WithCredentials("anna", "secret"));

        var connect = await broker.AcceptAsync();

        await connecting;
        Assert.Equal(128 | 64 | 2, connect[7]);
        Assert.EndsWith("\0\u0004anna\0\u0006secret", System.Text.Encoding.UTF8.GetString(connect));
    }

    [Fact]
    public async Task QoS_2_is_refused_by_name()
    {
        using var client = new TestClient();
        await client.ConnectAsync(Connect.Plain(_broker));

        var publish = await Assert.ThrowsAsync<NotSupportedException>(() => client.PublishAsync("t", "x", MqttQualityOfServiceLevel.ExactlyOnce));
        var subscribe = await Assert.ThrowsAsync<NotSupportedException>(() => client.SubscribeAsync("t", MqttQualityOfServiceLevel.ExactlyOnce));

        Assert.Contains("QoS 2", publish.Message);
        Assert.Contains("QoS 2", subscribe.Message);
        Assert.True((await client.PublishAsync("t", "x")).IsSuccess);
    }
}
