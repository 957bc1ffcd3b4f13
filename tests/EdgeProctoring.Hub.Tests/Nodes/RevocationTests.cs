using System.Diagnostics;
using System.Net;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using MQTTnet;

namespace EdgeProctoring.Hub.Tests.Nodes;

/// <summary>Revocation reaches the broker: the live line ends at once, and the certificate, though not yet over, opens nothing.</summary>
public class RevocationTests
{
    private static readonly TimeSpan _promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Cuts_a_revoked_nodes_line_to_the_broker_and_lets_it_say_nothing_more()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await using var other = new TestNode(hub.Folder, hub.Broker.Port, HubFolder.OtherNode);
        await node.ConnectAsync();
        await other.ConnectAsync();
        await node.SendAsync(Seen(node));
        await node.ReceiptAsync(1);

        using var it = await Visitor.SignedInAsync(hub.Address, Roles.It);
        var watch = Stopwatch.StartNew();
        using var revoked = await it.PostAsync($"/api/v1/nodes/{HubFolder.Node}/revocation", new { reason = "stolen" });
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Eventually.TrueAsync(() => !node.IsConnected, "the revoked node's line has ended");
        Assert.True(watch.Elapsed < _promised, $"It took {watch.Elapsed}.");
        Assert.True(other.IsConnected);

        // The certificate still passes TLS; the rules let it do nothing.
        await using var again = new TestNode(hub.Folder, hub.Broker.Port) { Boot = node.Boot };
        await again.ConnectAsync();
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await again.PublishAsync(again.Signed([Seen(again)]))).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await again.PublishAsync([], new Topics(HubFolder.Campus, HubFolder.Node).State)).ReasonCode);
        Assert.Null(again.Configuration);
        await other.SendAsync(Seen(other));
        await other.ReceiptAsync(1);
        Assert.Equal(0, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM items WHERE seq > 1 AND sender = @node", CancellationToken.None, ("@node", HubFolder.Node))));
    }

    private static BatchItem Seen(TestNode node) => node.Item(node.Seen(ObservationKind.HeadTurned, "1", TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeSpan.FromSeconds(3)));
}
