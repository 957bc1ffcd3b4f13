using System.Buffers;
using System.Security.Cryptography;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeProctoring.Packages.Tests.Mqtt;

public sealed class PublishSubscribeTests : IAsyncLifetime
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

    [Theory]
    [InlineData(false, MqttQualityOfServiceLevel.AtMostOnce)]
    [InlineData(false, MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(true, MqttQualityOfServiceLevel.AtMostOnce)]
    [InlineData(true, MqttQualityOfServiceLevel.AtLeastOnce)]
    public async Task Delivers_in_order_over_plain_and_mutual_tls(bool tls, MqttQualityOfServiceLevel qos)
    {
        using var hub = new TestClient();
        using var node = new TestClient();
        await hub.ConnectAsync(tls ? Connect.Tls(_broker, "hub") : Connect.Plain(_broker));
        await node.ConnectAsync(tls ? Connect.Tls(_broker, "node-1") : Connect.Plain(_broker));
        await hub.SubscribeAsync("ep/v1/+/n/+/obs", qos);

        for (var i = 0; i < 50; i++)
        {
            var result = await node.PublishAsync("ep/v1/main/n/node-1/obs", $"{i} қазақша", qos);
            Assert.True(result.IsSuccess);
            Assert.Equal(qos == MqttQualityOfServiceLevel.AtLeastOnce, result.PacketIdentifier.HasValue);
        }

        for (var i = 0; i < 50; i++)
        {
            var message = await hub.NextAsync();
            Assert.Equal($"{i} қазақша", message.Text());
            Assert.Equal("ep/v1/main/n/node-1/obs", message.ApplicationMessage.Topic);
            Assert.Equal(qos, message.ApplicationMessage.QualityOfServiceLevel);
        }
    }

    [Fact]
    public async Task Carries_every_property_of_a_message_both_ways()
    {
        using var client = new TestClient();
        await client.ConnectAsync(Connect.Plain(_broker).WithProtocolVersion(MqttProtocolVersion.V500).WithUserProperty("who", "test"));
        await client.SubscribeAsync("p/#");

        await client.Mqtt.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic("p/all").WithPayload([1, 2, 3]).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType("application/x-protobuf").WithResponseTopic("p/answer").WithCorrelationData([9, 8])
            .WithMessageExpiryInterval(600).WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData)
            .WithUserProperty("trace", "ü").WithUserProperty("trace", "2").Build());

        var message = (await client.NextAsync()).ApplicationMessage;
        Assert.Equal([1, 2, 3], message.Payload.ToArray());
        Assert.Equal("application/x-protobuf", message.ContentType);
        Assert.Equal("p/answer", message.ResponseTopic);
        Assert.Equal([9, 8], message.CorrelationData);
        Assert.InRange(message.MessageExpiryInterval, 590u, 600u);
        Assert.Equal(MqttPayloadFormatIndicator.CharacterData, message.PayloadFormatIndicator);
        Assert.Equal(["trace = ü", "trace = 2"], message.UserProperties.Texts());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(70_000), InlineData(12_000_000)]
    public async Task Delivers_payloads_of_any_size_whole(int bytes)
    {
        using var hub = new TestClient();
        using var node = new TestClient();
        await hub.ConnectAsync(Connect.Tls(_broker, "hub"));
        await node.ConnectAsync(Connect.Tls(_broker, "node-1"));
        await hub.SubscribeAsync("ep/v1/+/n/+/obs");
        var payload = RandomNumberGenerator.GetBytes(bytes);

        await node.Mqtt.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("ep/v1/main/n/node-1/obs")
            .WithPayloadSegment(payload.AsMemory()).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());

        Assert.True((await hub.NextAsync()).ApplicationMessage.Payload.ToArray().AsSpan().SequenceEqual(payload));
    }

    [Fact]
    public async Task A_retained_message_greets_a_later_subscriber_and_an_empty_one_removes_it()
    {
        using var client = new TestClient();
        await client.ConnectAsync(Connect.Plain(_broker));
        await client.PublishAsync("r/state", "online", retain: true);
        await client.SubscribeAsync("r/#");

        var greeting = await client.NextAsync();
        Assert.True(greeting.ApplicationMessage.Retain);
        Assert.Equal("online", greeting.Text());

        await client.PublishAsync("r/state", "", retain: true);
        Assert.Equal("", (await client.NextAsync()).Text());
        using var later = new TestClient();
        await later.ConnectAsync(Connect.Plain(_broker));
        await later.SubscribeAsync("r/#");
        await client.PublishAsync("r/other", "marker");
        Assert.Equal("marker", (await later.NextAsync()).Text());
    }

    [Fact]
    public async Task After_an_unsubscribe_nothing_comes_and_the_broker_names_an_unknown_filter()
    {
        using var client = new TestClient();
        await client.ConnectAsync(Connect.Plain(_broker));
        await client.SubscribeAsync("u/a");
        await client.SubscribeAsync("u/b");

        var known = await client.Mqtt.UnsubscribeAsync("u/a");
        var unknown = await client.Mqtt.UnsubscribeAsync("u/never");
        await client.PublishAsync("u/a", "gone");
        await client.PublishAsync("u/b", "here");

        Assert.Equal(MqttClientUnsubscribeResultCode.Success, Assert.Single(known.Items).ResultCode);
        Assert.Equal(MqttClientUnsubscribeResultCode.NoSubscriptionExisted, Assert.Single(unknown.Items).ResultCode);
        Assert.Equal("here", (await client.NextAsync()).Text());
    }

    [Fact]
    public async Task Many_publishers_at_once_lose_and_mix_nothing()
    {
        using var client = new TestClient();
        await client.ConnectAsync(Connect.Plain(_broker));
        await client.SubscribeAsync("m/#");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 250; i++)
            {
                Assert.True((await client.PublishAsync($"m/{writer}", $"{i}")).IsSuccess);
            }
        })));

        var next = new int[8];
        for (var i = 0; i < 2_000; i++)
        {
            var message = await client.NextAsync();
            var writer = int.Parse(message.ApplicationMessage.Topic[2..], null);
            Assert.Equal($"{next[writer]++}", message.Text());
        }
    }

    [Fact]
    public async Task Answers_a_ping_and_takes_the_identifier_that_the_broker_assigns()
    {
        using var client = new TestClient();

        var result = await client.ConnectAsync(Connect.Plain(_broker).WithClientId(""));
        await client.Mqtt.PingAsync();

        Assert.False(string.IsNullOrEmpty(result.AssignedClientIdentifier));
        Assert.True(client.Mqtt.IsConnected);
    }
}
