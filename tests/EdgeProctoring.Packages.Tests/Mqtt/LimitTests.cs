using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Packages.Tests.Mqtt;

public sealed class LimitTests
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task No_more_messages_are_under_way_than_the_broker_allows()
    {
        await using var broker = new ScriptedBroker();
        using var client = await ConnectAsync(broker, 33, 0, 3);
        var publishing = Enumerable.Range(0, 5).Select(i => client.PublishAsync("t", $"{i}")).ToArray();

        var first = await broker.ReadAsync();
        await broker.ReadAsync();
        await broker.ReadAsync();
        Assert.True(await broker.IsQuietAsync(_moment));
        await broker.AcknowledgeAsync(first.Body);
        Assert.Equal((byte)'3', (await broker.ReadAsync()).Body[^1]);
        Assert.True(await broker.IsQuietAsync(_moment));

        Assert.Equal(1, publishing.Count(task => task.IsCompletedSuccessfully));
        client.Dispose();
        foreach (var left in publishing[1..])
        {
            await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => left);
        }
    }

    [Fact]
    public async Task A_publisher_that_gives_up_does_not_free_its_slot_before_the_broker_answers()
    {
        await using var broker = new ScriptedBroker();
        using var client = await ConnectAsync(broker, 33, 0, 1);
        using var patience = new CancellationTokenSource(_moment);
        var first = client.Mqtt.PublishAsync(Message("first"), patience.Token);
        var sent = await broker.ReadAsync();
        var error = await Assert.ThrowsAsync<MqttCommunicationTimedOutException>(() => first);
        var second = client.PublishAsync("t", "second");

        Assert.Contains("'t'", error.Message);
        Assert.True(await broker.IsQuietAsync(_moment));
        await broker.AcknowledgeAsync(sent.Body);
        await broker.AcknowledgeAsync((await broker.ReadAsync()).Body);
        Assert.True((await second).IsSuccess);
    }

    [Theory]
    [InlineData(new byte[] { 36, 0 }, "QoS 0 at most")]
    [InlineData(new byte[] { 37, 0 }, "no retained messages")]
    [InlineData(new byte[] { 39, 0, 0, 0, 60 }, "60 at most")]
    [InlineData(new byte[] { 34, 0, 4 }, "topic aliases up to 4")]
    public async Task What_the_broker_will_not_take_is_refused_before_it_is_sent(byte[] limit, string named)
    {
        await using var broker = new ScriptedBroker();
        using var client = await ConnectAsync(broker, limit);
        var message = Message(new string('x', 100));
        message.Retain = true;
        message.TopicAlias = limit[0] == 34 ? (ushort)5 : (ushort)0;

        var error = await Assert.ThrowsAsync<MqttProtocolViolationException>(() => client.Mqtt.PublishAsync(message).WaitAsync(TestClient.Limit));

        Assert.Contains(named, error.Message);
        Assert.Contains("'t'", error.Message);
        Assert.True(client.Mqtt.IsConnected);
        var small = client.PublishAsync("t", "s", MqttQualityOfServiceLevel.AtMostOnce);
        Assert.Equal(0x30, (await broker.ReadAsync()).Header);
        await small;
    }

    [Fact]
    public async Task Mosquittos_largest_packet_is_respected_to_the_byte()
    {
        await using var broker = await Mosquitto.StartAsync(new MosquittoOptions { Settings = ["max_packet_size 20000"] });
        using var client = new TestClient();
        var connack = await client.ConnectAsync(Connect.Plain(broker));
        Assert.Equal(20_000u, connack.MaximumPacketSize);

        var fits = await client.PublishAsync("t", new string('x', 20_000 - 10));
        var error = await Assert.ThrowsAsync<MqttProtocolViolationException>(() => client.PublishAsync("t", new string('x', 20_000 - 9)));

        Assert.True(fits.IsSuccess);
        Assert.Contains("20001 bytes; the broker takes 20000", error.Message);
        Assert.True((await client.PublishAsync("t", "still here")).IsSuccess);
    }

    [Fact]
    public async Task The_clients_own_limits_are_announced()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options.WithClientId("c").WithReceiveMaximum(7).WithMaximumPacketSize(5_000)
            .WithTopicAliasMaximum(9).WithSessionExpiryInterval(3_600).WithKeepAlivePeriod(TimeSpan.FromSeconds(10)));

        var connect = await broker.AcceptAsync();

        await connecting;
        Assert.Equal(
            [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 10, 16, 17, 0, 0, 14, 16, 33, 0, 7, 39, 0, 0, 19, 136, 34, 0, 9, 0, 1, (byte)'c'],
            connect);
    }

    [Theory]
    [InlineData(new byte[] { 0x30, 0x80, 0x80, 0x80, 0x80 }, MqttClientDisconnectReason.MalformedPacket)]
    [InlineData(new byte[] { 0x30, 0xff, 0xff, 0xff, 0x7f }, MqttClientDisconnectReason.PacketTooLarge)]
    [InlineData(new byte[] { 0x34, 6, 0, 1, 116, 0, 1, 0 }, MqttClientDisconnectReason.ImplementationSpecificError)]
    [InlineData(new byte[] { 0x30, 4, 0, 1, 35, 0 }, MqttClientDisconnectReason.TopicNameInvalid)]
    [InlineData(new byte[] { 0x30, 4, 0, 1, 0xff, 0 }, MqttClientDisconnectReason.MalformedPacket)]
    [InlineData(new byte[] { 0x30, 6, 0, 0, 3, 35, 0, 1 }, MqttClientDisconnectReason.TopicAliasInvalid)]
    [InlineData(new byte[] { 0xF0, 0 }, MqttClientDisconnectReason.ProtocolError)]
    [InlineData(new byte[] { 0x20, 3, 0, 0, 0 }, MqttClientDisconnectReason.ProtocolError)]
    public async Task A_hostile_packet_ends_the_connection_with_its_reason_and_the_peer_is_told(byte[] packet, MqttClientDisconnectReason reason)
    {
        await using var broker = new ScriptedBroker();
        using var client = await ConnectAsync(broker);

        await broker.SendAsync(packet);

        Assert.Equal((0xE0, (byte)reason), (await broker.ReadAsync()) is var (header, body) ? (header, body[0]) : default);
        var end = await client.EndAsync();
        Assert.Equal(reason, end.Reason);
        Assert.IsType<MqttProtocolViolationException>(end.Exception);
        Assert.Equal(-1, (await broker.ReadAsync()).Header);
    }

    [Fact]
    public async Task A_broker_that_sends_more_unacknowledged_messages_than_agreed_is_cut_off()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient(acknowledge: false);
        var connecting = client.ConnectAsync(broker.Options.WithReceiveMaximum(2));
        await broker.AcceptAsync();
        await connecting;

        for (ushort id = 1; id <= 3; id++)
        {
            await broker.SendAsync(ScriptedBroker.Publish(2, id, []));
        }

        Assert.Equal(MqttClientDisconnectReason.ReceiveMaximumExceeded, (await client.EndAsync()).Reason);
    }

    [Fact]
    public async Task A_topic_alias_stands_for_the_topic_it_was_given()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options.WithTopicAliasMaximum(2));
        await broker.AcceptAsync();
        await connecting;

        await broker.SendAsync([0x30, 10, 0, 4, (byte)'l', (byte)'o', (byte)'n', (byte)'g', 3, 35, 0, 2]);
        await broker.SendAsync([0x30, 7, 0, 0, 3, 35, 0, 2, (byte)'!']);

        Assert.Equal("long", (await client.NextAsync()).ApplicationMessage.Topic);
        var second = await client.NextAsync();
        Assert.Equal("long", second.ApplicationMessage.Topic);
        Assert.Equal("!", second.Text());
    }

    [Fact]
    public async Task A_slow_handler_slows_the_broker_down_and_nothing_is_lost()
    {
        const int Messages = 1_000;
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var gate = new TaskCompletionSource();
        client.Mqtt.ApplicationMessageReceivedAsync += _ => gate.Task;
        var connecting = client.ConnectAsync(broker.Options.WithKeepAlivePeriod(TimeSpan.FromSeconds(1)));
        await broker.AcceptAsync();
        await connecting;
        var sent = 0;
        var packet = ScriptedBroker.Publish(0, 0, new byte[100_000]);
        var flood = Task.Run(async () =>
        {
            for (; sent < Messages; sent++)
            {
                await broker.SendAsync(packet);
            }
        });

        // More than two keep-alive periods: a client that reads nothing must not take its own silence for the broker's death.
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        var taken = Volatile.Read(ref sent);
        Assert.True(client.Mqtt.IsConnected);
        Assert.InRange(taken, 100, 500);
        gate.SetResult();

        await flood.WaitAsync(TestClient.Limit);
        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal(100_000, (await client.NextAsync()).ApplicationMessage.Payload.Length);
        }
    }

    [Fact]
    public async Task A_handler_that_awaits_an_answer_gets_it_although_the_queue_is_full()
    {
        await using var broker = new ScriptedBroker();
        using var client = new TestClient();
        var first = new TaskCompletionSource();
        var full = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        client.Mqtt.ApplicationMessageReceivedAsync += async _ =>
        {
            if (first.TrySetResult())
            {
                await full.Task;
                await client.PublishAsync("t", "asking");
                answered.SetResult();
            }
        };
        var connecting = client.ConnectAsync(broker.Options.WithNoKeepAlive());
        await broker.AcceptAsync();
        await connecting;
        var packet = ScriptedBroker.Publish(0, 0, new byte[1_000_000]);
        for (var i = 0; i < 18; i++)
        {
            await broker.SendAsync(packet);
        }

        full.SetResult();
        await broker.AcknowledgeAsync((await broker.ReadAsync()).Body);

        await answered.Task.WaitAsync(TestClient.Limit);
    }

    private static MqttApplicationMessage Message(string payload) => new()
    {
        Topic = "t",
        Payload = new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(payload)),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };

    private static async Task<TestClient> ConnectAsync(ScriptedBroker broker, params byte[] limits)
    {
        var client = new TestClient();
        var connecting = client.ConnectAsync(broker.Options.WithNoKeepAlive());
        await broker.AcceptAsync(limits);
        await connecting;
        return client;
    }
}
