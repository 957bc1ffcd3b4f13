using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Packages.Tests.Mqtt;

public sealed class SessionTests : IAsyncLifetime
{
    private Mosquitto _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await Mosquitto.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task Messages_wait_for_a_session_that_has_an_expiry_and_come_after_a_reconnect()
    {
        using var hub = new TestClient();
        using var node = new TestClient();
        await node.ConnectAsync(Connect.Plain(_broker));
        Assert.False((await hub.ConnectAsync(Lasting("hub"))).IsSessionPresent);
        await hub.SubscribeAsync("s/#");
        await hub.Mqtt.DisconnectAsync();
        await node.PublishAsync("s/1", "while you were away");

        var back = await hub.ConnectAsync(Lasting("hub"));

        Assert.True(back.IsSessionPresent);
        Assert.Equal("while you were away", (await hub.NextAsync()).Text());
    }

    [Fact]
    public async Task A_clean_start_forgets_the_session()
    {
        using var hub = new TestClient();
        await hub.ConnectAsync(Lasting("hub"));
        await hub.SubscribeAsync("s/#");
        await hub.Mqtt.DisconnectAsync();

        Assert.False((await hub.ConnectAsync(Lasting("hub").WithCleanStart())).IsSessionPresent);
    }

    [Fact]
    public async Task A_goodbye_can_shorten_the_session()
    {
        using var hub = new TestClient();
        await hub.ConnectAsync(Lasting("hub"));
        await hub.SubscribeAsync("s/#");
        await hub.Mqtt.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().WithSessionExpiryInterval(1).Build());
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);

        Assert.False((await hub.ConnectAsync(Lasting("hub"))).IsSessionPresent);
    }

    [Fact]
    public async Task What_was_not_acknowledged_by_hand_comes_again_after_a_lost_line()
    {
        using var node = new TestClient();
        await node.ConnectAsync(Connect.Plain(_broker));
        var hub = new TestClient(acknowledge: false);
        await hub.ConnectAsync(Lasting("hub"));
        await hub.SubscribeAsync("s/#");
        await node.PublishAsync("s/1", "kept");
        await node.PublishAsync("s/2", "lost");
        await (await hub.NextAsync()).AcknowledgeAsync(CancellationToken.None);
        var unanswered = await hub.NextAsync();
        await hub.Mqtt.PingAsync(); // The acknowledgement is behind us when the answer is here.
        hub.Dispose();
        await Assert.ThrowsAsync<MqttClientDisconnectedException>(() => unanswered.AcknowledgeAsync(CancellationToken.None));

        using var again = new TestClient();
        await again.ConnectAsync(Lasting("hub"));
        var redelivered = await again.NextAsync();

        Assert.Equal("lost", redelivered.Text());
        Assert.True(redelivered.ApplicationMessage.Dup);
        await node.PublishAsync("s/3", "marker");
        Assert.Equal("marker", (await again.NextAsync()).Text());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_handler_that_fails_leaves_the_message_with_the_broker(bool throws)
    {
        using var node = new TestClient();
        await node.ConnectAsync(Connect.Plain(_broker));
        using var hub = new TestClient();
        hub.Mqtt.ApplicationMessageReceivedAsync += e => throws
            ? throw new InvalidOperationException("The database is locked.")
            : Task.FromResult(e.ProcessingFailed = true);
        await hub.ConnectAsync(Lasting("hub"));
        await hub.SubscribeAsync("s/#");
        await node.PublishAsync("s/1", "must not be lost");
        await hub.NextAsync();
        await hub.Mqtt.DisconnectAsync();

        using var again = new TestClient();
        await again.ConnectAsync(Lasting("hub"));

        Assert.Equal("must not be lost", (await again.NextAsync()).Text());
    }

    [Fact]
    public async Task A_message_is_acknowledged_once_only()
    {
        using var client = new TestClient(acknowledge: false);
        await client.ConnectAsync(Connect.Plain(_broker));
        await client.SubscribeAsync("s/#");
        await client.PublishAsync("s/1", "x");
        var message = await client.NextAsync();
        await message.AcknowledgeAsync(CancellationToken.None);

        Assert.Contains("'s/1'", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => message.AcknowledgeAsync(CancellationToken.None))).Message);
    }

    [Fact]
    public async Task The_will_speaks_after_its_delay_when_a_client_dies_and_not_when_it_leaves()
    {
        using var hub = new TestClient();
        await hub.ConnectAsync(Connect.Plain(_broker));
        await hub.SubscribeAsync("w/#");
        using (var polite = new TestClient())
        {
            await polite.ConnectAsync(WithWill("w/polite"));
            await polite.Mqtt.DisconnectAsync();
        }
        var died = TimeProvider.System.GetTimestamp();
        using (var dying = new TestClient())
        {
            await dying.ConnectAsync(WithWill("w/dying"));
            died = TimeProvider.System.GetTimestamp();
        }

        var will = await hub.NextAsync();

        Assert.Equal("w/dying", will.ApplicationMessage.Topic);
        Assert.Equal("offline", will.Text());
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, will.ApplicationMessage.QualityOfServiceLevel);
        Assert.InRange(TimeProvider.System.GetElapsedTime(died).TotalSeconds, 0.9, 4);
        Assert.Equal(0, hub.Waiting);
    }

    [Fact]
    public async Task Another_client_of_the_same_identifier_takes_the_session_over()
    {
        using var first = new TestClient();
        using var second = new TestClient();
        await first.ConnectAsync(Lasting("hub"));

        await second.ConnectAsync(Lasting("hub"));

        Assert.True((await first.EndAsync()).ClientWasConnected);
        Assert.True(second.Mqtt.IsConnected);
    }

    [Fact]
    public async Task A_broker_that_ends_the_connection_is_heard_and_what_is_in_flight_fails_with_its_reason()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options);
        await broker.AcceptAsync();
        await connecting;
        var flying = client.PublishAsync("t", "x");
        await broker.ReadAsync();

        await broker.SendAsync([0xE0, 7, 142, 5, 31, 0, 2, (byte)'m', (byte)'e']);

        var error = await Assert.ThrowsAsync<MqttClientUnexpectedDisconnectReceivedException>(() => flying);
        Assert.Equal(MqttDisconnectReasonCode.SessionTakenOver, error.ReasonCode);
        var end = await client.EndAsync();
        Assert.Equal(MqttClientDisconnectReason.SessionTakenOver, end.Reason);
        Assert.Equal("me", end.ReasonString);
    }

    private MqttClientOptionsBuilder Lasting(string id) =>
        Connect.Plain(_broker).WithClientId(id).WithCleanStart(false).WithSessionExpiryInterval(600);

    private MqttClientOptionsBuilder WithWill(string topic) => Connect.Plain(_broker).WithSessionExpiryInterval(30)
        .WithWillTopic(topic).WithWillPayload("offline"u8.ToArray()).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithWillRetain().WithWillDelayInterval(1);
}
