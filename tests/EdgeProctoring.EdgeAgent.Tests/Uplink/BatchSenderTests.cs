using EdgeProctoring.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;

namespace EdgeProctoring.EdgeAgent.Tests.Uplink;

/// <summary>Batches over a real broker: within the limits, live before a backlog's end, again when no receipt comes.</summary>
public sealed class BatchSenderTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private Mosquitto _broker = null!;
    private TestHub _hub = null!;
    private Nodes _nodes = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await Mosquitto.StartAsync();
        _hub = new TestHub(_broker, "n-204");
        _nodes = new Nodes(_broker.Ca, certificate: _hub.Certificate);
        await _hub.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _hub.DisposeAsync();
        _nodes.Dispose();
        await _broker.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_backlog_of_thousands_of_an_earlier_life_drains_while_live_items_overtake_it()
    {
        const int Left = 5000;
        using (var earlier = _nodes.Identity())
        {
            await using var before = _nodes.Open(earlier);
            await before.AppendAsync(new SpoolEntry([.. Enumerable.Range(0, Left).Select(_ => Nodes.Phone("12"))]), _stop.Token);
        }
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("1")), _stop.Token);
        _hub.SendsReceipts = false;
        using var client = new MqttClientFactory().CreateMqttClient();
        var sending = await StartAsync(client, node, spool, TimeProvider.System);
        await _hub.WaitAsync("the first batch", () => _hub.Items.Count > 0 ? _hub : null);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("2")), _stop.Token);
        await _hub.SeesAsync(ObservationKind.Phone, "2");
        await _hub.WaitAsync("the whole backlog", () => _hub.Items.Count == Left + 2 ? _hub : null);
        Assert.Equal(2, _hub.Items.Select(item => item.Boot).Distinct().Count());
        Assert.Equal(Left + 2, _hub.Deliveries);
        await EndAsync(sending);
    }

    [Fact]
    public async Task Sends_again_what_no_receipt_freed_in_time_and_stops_when_it_comes()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        _hub.SendsReceipts = false;
        using var client = new MqttClientFactory().CreateMqttClient();
        var sender = new BatchSender(node, spool, new NodeClock(_time), NullLogger<BatchSender>.Instance);
        await ConnectAsync(client, node);
        var sending = sender.RunAsync(client, _stop.Token);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), _stop.Token);
        await _hub.WaitAsync("the item", () => _hub.Deliveries == 1 ? _hub : null);
        await AdvanceUntilAsync(() => _hub.Deliveries == 2);

        await sender.ReceiveAsync(Wire.Encode(new Receipt { SenderKind = SourceKind.Node, Sender = "n-204", Boot = node.Boot, DurableTo = 1, At = _time.GetUtcNow() }), _stop.Token);
        _time.Advance(TimeSpan.FromMinutes(5));
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("13")), _stop.Token);
        await _hub.SeesAsync(ObservationKind.Phone, "13");
        Assert.Equal(3, _hub.Deliveries);
        Assert.Equal(1, spool.State.Items);
        await EndAsync(sending);
    }

    [Fact]
    public async Task A_receipt_for_another_sender_frees_nothing()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        var sender = new BatchSender(node, spool, new NodeClock(_time), NullLogger<BatchSender>.Instance);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), _stop.Token);
        await sender.ReceiveAsync(Wire.Encode(new Receipt { SenderKind = SourceKind.Node, Sender = "n-205", Boot = node.Boot, DurableTo = 1, At = _time.GetUtcNow() }), _stop.Token);
        Assert.Equal(1, spool.State.Items);
    }

    private async Task AdvanceUntilAsync(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (!holds())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), late.Token);
        }
    }

    private async Task<Task> StartAsync(IMqttClient client, NodeIdentity node, Spool spool, TimeProvider time)
    {
        await ConnectAsync(client, node);
        return new BatchSender(node, spool, new NodeClock(time), NullLogger<BatchSender>.Instance).RunAsync(client, _stop.Token);
    }

    private Task ConnectAsync(IMqttClient client, NodeIdentity node) =>
        new Broker(_nodes.Settings with { Mqtt = new BrokerAddress { Host = "localhost", Port = _broker.TlsPort } }, node, new NodeClock(TimeProvider.System)).ConnectAsync(client, _stop.Token);

    private async Task EndAsync(Task sending)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }
}
