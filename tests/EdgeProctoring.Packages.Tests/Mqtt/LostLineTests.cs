using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Packages.Tests.Mqtt;

public sealed class LostLineTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_broker_that_goes_down_in_the_middle_fails_what_is_in_flight_and_a_reconnect_works(bool kill)
    {
        await using var broker = await Mosquitto.StartAsync();
        using var node = new TestClient();
        var options = Connect.Tls(broker, "node-1");
        await node.ConnectAsync(options);
        var succeeded = 0;
        var failed = 0;
        var publishing = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    await node.PublishAsync("ep/v1/main/n/node-1/obs", new string('x', 300));
                    Interlocked.Increment(ref succeeded);
                }
                catch (MqttCommunicationException)
                {
                    Interlocked.Increment(ref failed);
                    return;
                }
            }
        })).ToArray();
        await Until(() => Volatile.Read(ref succeeded) > 500);

        await (kill ? broker.KillAsync() : broker.StopAsync());
        await Task.WhenAll(publishing).WaitAsync(TestClient.Limit);
        var end = await node.EndAsync();

        Assert.Equal(8, failed);
        Assert.True(end.ClientWasConnected);
        Assert.False(node.Mqtt.IsConnected);
        await Assert.ThrowsAsync<MqttClientNotConnectedException>(() => node.PublishAsync("t", "x"));
        await broker.StartAgainAsync();
        await node.ConnectAsync(options);
        Assert.True((await node.PublishAsync("ep/v1/main/n/node-1/obs", "again")).IsSuccess);
    }

    [Fact]
    public async Task The_keep_alive_finds_a_peer_that_is_silently_gone()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var relay = new TcpRelay(broker.TlsPort);
        using var node = new TestClient();
        var certificate = broker.Ca.Issue("node-1");
        await node.ConnectAsync(Connect.To("localhost", relay.Port).WithKeepAlivePeriod(TimeSpan.FromSeconds(1)).WithTlsOptions(tls =>
            tls.WithTrustChain([broker.Ca.Root]).WithClientCertificates([certificate.Certificate]).WithRevocationMode(X509RevocationMode.NoCheck)));
        await node.PublishAsync("ep/v1/main/n/node-1/obs", "through");
        relay.FallSilent();
        var since = TimeProvider.System.GetTimestamp();

        var lost = node.PublishAsync("ep/v1/main/n/node-1/obs", "into the void");
        var end = await node.EndAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 1.2, 4);
        Assert.Equal(MqttClientDisconnectReason.KeepAliveTimeout, end.Reason);
        Assert.IsType<MqttCommunicationTimedOutException>(end.Exception);
        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => lost);
    }

    [Fact]
    public async Task An_idle_line_is_kept_alive_by_pings()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var node = new TestClient();
        await node.ConnectAsync(Connect.Plain(broker).WithKeepAlivePeriod(TimeSpan.FromSeconds(1)));

        await Task.Delay(TimeSpan.FromSeconds(3.5), TestContext.Current.CancellationToken); // The broker cuts a client off after 1.5 s of silence.

        Assert.True(node.Mqtt.IsConnected);
        Assert.True((await node.PublishAsync("t", "x")).IsSuccess);
    }

    [Fact]
    public async Task The_brokers_own_keep_alive_is_obeyed()
    {
        await using var broker = new ScriptedBroker();
        using var node = new TestClient();
        var connecting = node.ConnectAsync(broker.Options.WithKeepAlivePeriod(TimeSpan.FromSeconds(600)));
        await broker.AcceptAsync(19, 0, 1);
        await connecting;

        Assert.Equal(0xC0, (await broker.ReadAsync()).Header);
        var end = await node.EndAsync();

        Assert.Equal(MqttClientDisconnectReason.KeepAliveTimeout, end.Reason);
        Assert.Contains("keep-alive 1 s", end.Exception!.Message);
    }

    [Fact]
    public async Task Reconnecting_from_the_disconnected_event_works()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var node = new TestClient();
        var back = new TaskCompletionSource<MqttClientConnectResult>();
        var options = Connect.Plain(broker).WithClientId("same").Build();
        node.Mqtt.DisconnectedAsync += async _ => back.TrySetResult(await node.Mqtt.ConnectAsync(options));
        await node.Mqtt.ConnectAsync(options, TestContext.Current.CancellationToken);
        using var intruder = new TestClient();
        await intruder.ConnectAsync(Connect.Plain(broker).WithClientId("same"));

        Assert.Equal(MqttClientConnectResultCode.Success, (await back.Task.WaitAsync(TestClient.Limit)).ResultCode);
    }

    [Fact]
    public async Task A_handler_may_publish_and_even_leave()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var node = new TestClient();
        var left = new TaskCompletionSource();
        node.Mqtt.ApplicationMessageReceivedAsync += async e =>
        {
            await node.PublishAsync("answers", "I heard " + e.Text());
            await node.Mqtt.DisconnectAsync();
            left.TrySetResult();
        };
        await node.ConnectAsync(Connect.Plain(broker));
        await node.SubscribeAsync("questions");
        await node.PublishAsync("questions", "you");

        await left.Task.WaitAsync(TestClient.Limit);

        Assert.Equal(MqttClientDisconnectReason.NormalDisconnection, (await node.EndAsync()).Reason);
    }

    [Fact]
    public async Task One_client_holds_one_connection_and_none_after_its_end()
    {
        await using var broker = await Mosquitto.StartAsync();
        var node = new TestClient();
        await node.ConnectAsync(Connect.Plain(broker));

        await Assert.ThrowsAsync<InvalidOperationException>(() => node.ConnectAsync(Connect.Plain(broker)));
        await node.Mqtt.DisconnectAsync();
        await node.Mqtt.DisconnectAsync(); // Nothing to leave: no error.
        await Assert.ThrowsAsync<MqttClientNotConnectedException>(() => node.Mqtt.PingAsync());
        node.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.ConnectAsync(Connect.Plain(broker)));
    }

    private static async Task Until(Func<bool> done)
    {
        using var late = new CancellationTokenSource(TestClient.Limit);
        while (!done())
        {
            await Task.Delay(5, late.Token);
        }
    }
}
