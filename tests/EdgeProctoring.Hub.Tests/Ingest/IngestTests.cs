using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>From a node's batch through the real broker to a receipt and an incident.</summary>
public class IngestTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Turns_a_nodes_batch_into_a_receipt_and_an_incident()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "1", Ago(60), _long)));
        var receipt = await node.ReceiptAsync(1);
        Assert.True(receipt.Frees(1));
        using var office = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.ExamOffice);
        var incident = Assert.Single((await office.IncidentsAsync()).EnumerateArray());
        Assert.Equal(("PHONE", "204", "F", "open"), (incident.GetProperty("code").GetString(), incident.GetProperty("room").GetString(),
            incident.GetProperty("class").GetString(), incident.GetProperty("state").GetString()));
        Assert.Equal("1", Assert.Single(incident.GetProperty("seats").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Concludes_from_what_goes_on_as_time_goes_on()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "2", Ago(0), length: null)));
        await node.ReceiptAsync(1);
        using var office = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.ExamOffice);
        await Eventually.TrueAsync(async () => (await office.IncidentsAsync()).GetArrayLength() == 1, "the phone that stays in view becomes an incident");
        Assert.True((await office.IncidentsAsync())[0].GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task Gives_the_same_incidents_for_any_order_split_and_repetition()
    {
        await using var hub = await TestHub.StartAsync("-30m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var items = Enumerable.Range(0, 40).Select(at => node.Item(node.Seen(at % 2 == 0 ? ObservationKind.Phone : ObservationKind.SeatEmpty,
            at % 3 == 0 ? "1" : at % 3 == 1 ? "2" : "7", Ago(1500 - (at * 30)), TimeSpan.FromSeconds(15)))).ToArray();
        var random = new Random(5);
        foreach (var part in items.Concat(items.Take(17)).OrderBy(_ => random.Next()).Chunk(7))
        {
            await node.SendAsync([.. part.DistinctBy(item => item.Seq).OrderBy(item => item.Seq)]);
        }
        await node.ReceiptAsync(40);
        var first = await IncidentsAsync(hub);
        Assert.NotEmpty(first);
        var (rows, distinct) = await hub.ReadAsync(async session => (
            await session.NumberAsync("SELECT COUNT(*) FROM items", CancellationToken.None),
            await session.NumberAsync("SELECT COUNT(DISTINCT seq) FROM items", CancellationToken.None)));
        Assert.Equal((40, 40), (rows, distinct));

        await using var calm = await TestHub.StartAsync("-30m");
        await using var other = new TestNode(calm.Folder, calm.Broker.Port) { Boot = node.Boot };
        await other.ConnectAsync();
        await other.SendAsync(items);
        await other.ReceiptAsync(40);
        Assert.Equal(first, await IncidentsAsync(calm));
    }

    [Fact]
    public async Task Names_gaps_until_they_are_filled()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var items = Enumerable.Range(0, 5).Select(_ => node.Item(node.Seen(ObservationKind.HeadTurned, "1", Ago(60), _long))).ToArray();
        await node.SendAsync(items[0], items[3], items[4]);
        await Eventually.TrueAsync(() => node.Receipts.Count > 0, "there is a receipt");
        var receipt = node.Receipts.Last();
        Assert.Equal((5, new SeqRange(2, 3)), (receipt.DurableTo, Assert.Single(receipt.Gaps)));
        Assert.False(receipt.Frees(2));
        await node.SendAsync(items[1], items[2]);
        Assert.True((await node.ReceiptAsync(5)).Frees(2));
    }

    [Fact]
    public async Task Refuses_an_item_that_breaks_the_contract_by_number_and_takes_the_others()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var broken = node.Seen(ObservationKind.Phone, "1", Ago(60), _long) with { Confidence = 5000 };
        await node.SendAsync(node.Item(broken), node.Item(node.Seen(ObservationKind.Phone, "2", Ago(60), _long)));
        var receipt = await node.ReceiptAsync(2);
        var refused = Assert.Single(receipt.Refused);
        Assert.Equal(1, refused.Seq);
        Assert.Contains("observation.confidence is '5000'", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(1, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM items", CancellationToken.None)));
    }

    [Fact]
    public async Task Takes_nothing_that_a_node_sends_in_anothers_name_or_with_another_key()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await using var other = new TestNode(hub.Folder, hub.Broker.Port, HubFolder.OtherNode);
        await using var stranger = new TestNode(hub.Folder, hub.Broker.Port, "stranger");
        await node.ConnectAsync();
        await other.ConnectAsync();
        await stranger.ConnectAsync();
        var item = node.Item(node.Seen(ObservationKind.Phone, "1", Ago(60), _long));
        // Its own topic, another's name; another's topic, which the broker refuses; nobody's node; the right name, the wrong key.
        await other.PublishAsync(other.Signed([item], sender: HubFolder.Node));
        await other.PublishAsync(node.Signed([item]), new Topics(HubFolder.Campus, HubFolder.Node).Observations);
        await stranger.SendAsync(stranger.Item(stranger.Seen(ObservationKind.Phone, "1", Ago(60), _long)));
        var forged = node.Signed([item]);
        forged[^1] ^= 1;
        using var wrong = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var batch = Wire.Encode(new Batch { SenderKind = SourceKind.Node, Sender = HubFolder.Node, Boot = node.Boot, Items = [item] });
        await node.PublishAsync(Wire.EncodeSigned(batch, wrong.SignData(batch, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation), null));
        await node.PublishAsync(Wire.EncodeSigned(batch, ReadOnlyMemory<byte>.Empty, null));
        await node.PublishAsync([1, 2, 3]);
        // What comes after them on the same line is taken: everything before has been looked at.
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "2", Ago(60), _long)));
        await Eventually.TrueAsync(() => node.Receipts.Count > 0, "the honest batch has its receipt");
        var (senders, seq) = await hub.ReadAsync(async session => (
            await session.NumberAsync("SELECT COUNT(*) FROM batches", CancellationToken.None), await session.NumberAsync("SELECT MIN(seq) FROM items", CancellationToken.None)));
        Assert.Equal((1, 2), (senders, seq));
        Assert.Empty(stranger.Receipts);
        Assert.Empty(other.Receipts);
    }

    [Fact]
    public async Task Leaves_each_node_a_signed_configuration_of_its_own()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var signed = Wire.DecodeSignedConfiguration(await node.ConfigurationAsync());
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(hub.Folder.File("ca", "configuration.pub")));
        Assert.True(key.VerifyData(signed.Batch.Span, signed.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        var configuration = Wire.DecodeConfiguration(signed.Batch.Span);
        Assert.Equal((1, HubFolder.Node), (configuration.Version, configuration.Node));
        Assert.Equal(10, Assert.Single(configuration.Cameras).Seats.Count);
        Assert.Equal(["1", "2", "7"], Assert.Single(configuration.Exams).Seats);
    }

    private static DateTimeOffset Ago(int seconds) => WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow())) - TimeSpan.FromSeconds(seconds);

    private static Task<List<string>> IncidentsAsync(TestHub hub) => hub.ReadAsync(session => session.ListAsync("""
        SELECT i.sitting, i.code, i.body FROM incidents i WHERE i.removed = 0 AND i.revision = (SELECT MAX(l.revision) FROM incidents l WHERE l.id = i.id) ORDER BY i.id
        """, row => $"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}", CancellationToken.None));
}
