using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>The hub asks a node for what is missing in its numbers; what comes is judged as if it had never been late.</summary>
public class ReplayTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Asks_for_a_gap_and_judges_what_comes_late()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        using var line = new V1.Replay.ReplayClient(channel).Serve(cancellationToken: TestContext.Current.CancellationToken);
        var items = Enumerable.Range(0, 5).Select(at => node.Item(node.Seen(at is 1 or 2 ? ObservationKind.Phone : ObservationKind.HeadTurned, $"{(at == 1 ? 2 : 1)}", Ago(120 - (at * 20)), _long))).ToArray();
        await node.SendAsync(items[0], items[3], items[4]);

        var question = await NextAsync(line);
        Assert.Equal((node.Boot, 2, 3), (question.Boot, question.Range.From, question.Range.To));
        await line.RequestStream.WriteAsync(Answer(question, node.Signed([items[1]])), TestContext.Current.CancellationToken);
        await line.RequestStream.WriteAsync(Answer(question, node.Signed([items[2]]), last: true), TestContext.Current.CancellationToken);

        var receipt = await node.ReceiptAsync(5);
        Assert.Empty(receipt.Gaps);
        await Eventually.TrueAsync(async () => (await PhonesAsync(hub)).Count == 2, "the two phones of the gap are incidents");
        Assert.Equal([$"{HubFolder.Exam}.{HubFolder.Room}.1", $"{HubFolder.Exam}.{HubFolder.Room}.2"], (await PhonesAsync(hub)).Order());
    }

    [Fact]
    public async Task Asks_after_its_own_restart_and_records_what_the_node_holds_no_more()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var items = Enumerable.Range(0, 6).Select(at => node.Item(node.Seen(ObservationKind.HeadTurned, "1", Ago(120 - (at * 15)), _long))).ToArray();
        await node.SendAsync(items[2], items[5]);
        await Eventually.TrueAsync(() => node.Receipts.Count > 0, "there is a receipt");
        await hub.StopAsync();
        await hub.StartAgainAsync();

        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        using var line = new V1.Replay.ReplayClient(channel).Serve(cancellationToken: TestContext.Current.CancellationToken);
        V1.ReplayRequest[] questions = [await NextAsync(line), await NextAsync(line)];
        Assert.Equal([(1, 2), (4, 5)], questions.Select(question => (question.Range.From, question.Range.To)).Order());
        foreach (var question in questions)
        {
            // It claims more than it was asked; only what was asked counts, and only of what is not held.
            await line.RequestStream.WriteAsync(new V1.ReplayAnswer { Request = question.Id, Last = true, Gone = { new V1.SeqRange { From = 1, To = 1_000 } } }, TestContext.Current.CancellationToken);
        }
        var receipt = await node.ReceiptAsync(6);
        Assert.Equal((6, 0), (receipt.DurableTo, receipt.Gaps.Count));
        Assert.Equal([$"{node.Boot}/1-2", $"{node.Boot}/4-5"], await hub.ReadAsync(session =>
            session.ListAsync("SELECT object FROM audit WHERE action = 'items.gone' ORDER BY object", row => row.GetString(0), CancellationToken.None)));

        // It comes after all: what was called gone was not lost, and is taken.
        await node.SendAsync(items[3]);
        await Eventually.TrueAsync(async () => await ItemsAsync(hub) == 3, "the item that was called gone is held");
    }

    [Fact]
    public async Task Believes_no_answer_to_what_it_did_not_ask()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        using var line = new V1.Replay.ReplayClient(channel).Serve(cancellationToken: TestContext.Current.CancellationToken);
        await line.RequestStream.WriteAsync(new V1.ReplayAnswer { Request = "unasked", Last = true, Gone = { new V1.SeqRange { From = 1, To = 9 } } }, TestContext.Current.CancellationToken);
        var items = Enumerable.Range(0, 3).Select(at => node.Item(node.Seen(ObservationKind.HeadTurned, "1", Ago(120 - (at * 15)), _long))).ToArray();
        await node.SendAsync(items[0], items[2]);
        Assert.Equal(2, (await NextAsync(line)).Range.From);
        Assert.Equal(0, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action = 'items.gone'", CancellationToken.None)));
    }

    private static async Task<V1.ReplayRequest> NextAsync(AsyncDuplexStreamingCall<V1.ReplayAnswer, V1.ReplayRequest> line)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        Assert.True(await line.ResponseStream.MoveNext(late.Token));
        return line.ResponseStream.Current;
    }

    private static V1.ReplayAnswer Answer(V1.ReplayRequest question, byte[] signed, bool last = false) =>
        new() { Request = question.Id, Batch = V1.SignedBatch.Parser.ParseFrom(signed), Last = last };

    private static Task<List<string>> PhonesAsync(TestHub hub) => hub.ReadAsync(session =>
        session.ListAsync("SELECT DISTINCT sitting FROM incidents WHERE code = 'PHONE' AND removed = 0", row => row.GetString(0), CancellationToken.None));

    private static Task<long> ItemsAsync(TestHub hub) => hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM items", CancellationToken.None));

    private static DateTimeOffset Ago(int seconds) => WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow())) - TimeSpan.FromSeconds(seconds);
}
