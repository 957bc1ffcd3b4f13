using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Keeping;

/// <summary>What the spool promises: numbers without holes, nothing freed but by a receipt, bounds that are counted.</summary>
public sealed class SpoolTests : IDisposable
{
    private readonly Nodes _nodes = new();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public async Task Numbers_everything_in_one_sequence_without_holes_and_chains_the_manifest()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => spool.AppendAsync(SpoolEntry.Of(Manifest($"e-{number}"), Nodes.Phone("12"), Nodes.Watched()), Cancel)));

        var items = Read(spool, node).Items;
        Assert.Equal(Enumerable.Range(1, 150).Select(seq => (long)seq), items.Select(item => item.Seq));
        string? previous = null;
        foreach (var entry in items.Select(item => item.Manifest).OfType<ManifestEntry>())
        {
            Assert.Equal(previous, entry.PreviousSha256);
            previous = Wire.HashOf(entry);
        }
    }

    [Fact]
    public async Task Frees_up_to_the_receipt_except_its_gaps_and_puts_refused_items_aside()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        for (var number = 0; number < 10; number++)
        {
            await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), Cancel);
        }
        var receipt = Receipt(node.Boot, 8, [new SeqRange(3, 4), new SeqRange(6, 6)], [new RefusedItem(9, "its kind is unknown here")]);
        await spool.FreeAsync(receipt, Cancel);
        await spool.FreeAsync(receipt, Cancel);

        Assert.Equal([3, 4, 6, 10], Read(spool, node).Items.Select(item => item.Seq));
        Assert.Equal(4, spool.State.Items);
        using var reader = new SpoolReader(spool.File);
        Assert.Equal(spool.State.Bytes, reader.Items(1, 1, long.MaxValue, int.MaxValue).Sum(item => item.Bytes.Length));
        Assert.Equal([$"item 9 of {node.Boot}: its kind is unknown here"], reader.Dead(10));
    }

    [Fact]
    public async Task A_receipt_for_a_life_that_it_does_not_know_frees_nothing()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), Cancel);
        await spool.FreeAsync(Receipt("another-life", 100, [], []), Cancel);
        Assert.Single(Read(spool, node).Items);
    }

    [Fact]
    public async Task Keeps_earlier_lives_apart_and_ends_what_was_still_going_on()
    {
        var from = TimeProvider.System.GetUtcNow().AddSeconds(-30);
        using var first = _nodes.Identity();
        await using (var spool = _nodes.Open(first))
        {
            await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12", id: "019c0000-0000-7000-8000-000000000001", from: from), Nodes.Phone("13", TimeProvider.System.GetUtcNow())), Cancel);
        }
        using var second = _nodes.Identity();
        await using var again = _nodes.Open(second);
        Assert.InRange(again.BeforeThis!.Value, from, TimeProvider.System.GetUtcNow());

        Assert.Equal(1, await Leftovers.EndAsync(again, second, new NodeClock(TimeProvider.System), Cancel));

        var ended = Assert.Single(Read(again, second).Items).Observation!;
        Assert.Equal(("019c0000-0000-7000-8000-000000000001", second.Boot, 1), (ended.Id, ended.Boot, ended.Seq));
        Assert.InRange(ended.To!.Value, ended.From, TimeProvider.System.GetUtcNow());
        using var reader = new SpoolReader(again.File);
        Assert.Equal([first.Boot, second.Boot], reader.Boots().Select(boot => boot.Boot));
        Assert.Empty(reader.GoingOn());
    }

    [Fact]
    public async Task Gives_up_watched_stretches_first_and_then_everything_and_counts_both()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node, mostBytes: 20_000);
        while (await spool.AppendAsync(new SpoolEntry([Nodes.Watched()]) { MayThin = true }, Cancel))
        {
            Assert.True(spool.State.Items < 1000, "The spool takes stretches without end.");
        }
        Assert.InRange(spool.State.Bytes, 18_000, 20_000);
        Assert.True(await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), Cancel));
        while (await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), Cancel))
        {
            Assert.True(spool.State.Items < 1000, "The spool takes observations without end.");
        }
        Assert.Equal((1, 1), (spool.State.Thinned, spool.State.Refused));
        var items = spool.State.Items;
        Assert.Equal(Enumerable.Range(1, (int)items).Select(seq => (long)seq), Read(spool, node).Items.Select(item => item.Seq));

        await spool.FreeAsync(Receipt(node.Boot, items, [], []), Cancel);
        Assert.True(await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12")), Cancel));
        Assert.Equal(items + 1, Assert.Single(Read(spool, node).Items).Seq);
    }

    [Fact]
    public async Task What_was_appended_is_there_after_a_power_cut()
    {
        using var node = _nodes.Identity();
        await using var spool = _nodes.Open(node);
        await spool.AppendAsync(SpoolEntry.Of(Nodes.Phone("12"), Nodes.Phone("13")), Cancel);
        // The files as they lie on the disk at this moment, without the writer's memory.
        var copy = Directory.CreateDirectory(Path.Combine(_nodes.Folder, "copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(spool.File)!, "spool.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        using var reader = new SpoolReader(Path.Combine(copy, "spool.db"));
        Assert.Equal(2, reader.Items(1, 1, long.MaxValue, int.MaxValue).Count);
    }

    private static BatchItem Manifest(string id) => new(0)
    {
        Manifest = new ManifestEntry
        {
            Evidence = id, Camera = "cam-1", Subject = Subject.OfRoom("ex-1", "r-204"), MediaType = "image/jpeg", Size = 1, Sha256 = new string('a', 64),
            From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch,
        },
    };

    private static Batch Read(Spool spool, NodeIdentity node)
    {
        using var reader = new SpoolReader(spool.File);
        var boot = reader.Boots().Single(boot => boot.Boot == node.Boot).Number;
        var items = reader.Items(boot, 1, long.MaxValue, Limits.BatchBytes).Select(item => item.Bytes).ToList();
        var received = Wire.DecodeBatch(Wire.JoinItems(SourceKind.Node, node.Node, node.Boot, items));
        Assert.Empty(received.Refused);
        return received.Batch;
    }

    private static Receipt Receipt(string boot, long durableTo, SeqRange[] gaps, RefusedItem[] refused) => new()
    {
        SenderKind = SourceKind.Node, Sender = "n-204", Boot = boot, DurableTo = durableTo, Gaps = gaps, Refused = refused, At = TimeProvider.System.GetUtcNow(),
    };
}
