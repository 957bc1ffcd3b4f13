using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Review;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>One exam's scenario, cut off at each call to the database in turn: after a restart the record is what it would have been.</summary>
public class CrashPointTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    public static TheoryData<bool> Kinds => [false, true];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Ends_with_the_same_record_wherever_it_was_cut_off(bool transient)
    {
        var expected = await RunAsync(int.MaxValue, transient);
        Assert.True(expected.Record.Count > 8, string.Join('\n', expected.Record));
        var step = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 1 : 13;
        var cuts = 0;
        for (var call = 1; ; call += step)
        {
            var found = await RunAsync(call, transient);
            Assert.True(expected.Record.SequenceEqual(found.Record), $"Cut at call {call}:\n{string.Join('\n', found.Record)}\nexpected:\n{string.Join('\n', expected.Record)}");
            if (!found.WasCut)
            {
                Assert.True(cuts > 5, $"Only {cuts} cuts: the scenario does too little.");
                return;
            }
            cuts++;
        }
    }

    /// <summary>Conclusions that leave the memory at once are made again from what was seen: nothing is told twice, nothing is forgotten.</summary>
    [Fact]
    public async Task Ends_with_the_same_record_where_no_conclusion_stays_in_memory()
    {
        var expected = await RunAsync(int.MaxValue, false);
        var found = await RunAsync(int.MaxValue, false, mostWarm: 0);
        Assert.Equal(expected.Record, found.Record);
        Assert.Equal(expected.Revisions, found.Revisions);
    }

    /// <summary>The scenario with the power cut at one call. A sender repeats what it has no receipt for, a person what was not answered.</summary>
    private static async Task<(IReadOnlyList<string> Record, long Revisions, bool WasCut)> RunAsync(int failingCall, bool transient, int mostWarm = 2_000)
    {
        await using var folder = new HubFolder(1);
        await folder.SetUpAsync(TimeProvider.System, $"\"{_start:O}\"");
        await using var real = folder.Open();
        var faulty = new FaultyDatabase(real, failingCall, transient);
        var batches = Batches();
        var receipts = new HashSet<int>();
        var isDecided = false;
        var lives = 0;
        for (IDatabase database = faulty; receipts.Count < batches.Count || !isDecided; database = real)
        {
            Assert.True(++lives < 4, "The hub does not come back.");
            using var ledger = Ledger(database, mostWarm, out var wall);
            await ledger.StartAsync(CancellationToken.None);
            try
            {
                for (var at = 0; at < batches.Count; at++)
                {
                    if (!receipts.Contains(at))
                    {
                        await WriteAsync(ledger, new Done(batches[at], () => receipts.Add(at)));
                    }
                }
                if (!isDecided)
                {
                    isDecided = await DecideAsync(ledger, wall, real);
                }
            }
            catch (Exception e) when (e is PowerCutException or OperationCanceledException or System.Threading.Channels.ChannelClosedException)
            {
                // Cut off. The next life begins with what is on the disk.
            }
            await ledger.StopAsync(CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        await using var session = await real.ReadAsync(CancellationToken.None);
        return (await RecordAsync(real), await session.NumberAsync("SELECT COUNT(*) FROM incidents", CancellationToken.None), faulty.HasFailed);
    }

    private static Ledger Ledger(IDatabase database, int mostWarm, out WallBoard wall)
    {
        wall = new WallBoard(TimeProvider.System);
        var options = Options.Create(new IngestOptions { JudgeEvery = TimeSpan.FromMinutes(1) });
        return new Ledger(database, new PartitionQueues(options), new JudgingDesk(new ExamLoader(new PackShelf()), TimeProvider.System, mostWarm), new IncidentWriter(wall), options,
            TimeProvider.System, NullLogger<Ledger>.Instance);
    }

    private static async Task WriteAsync(Ledger ledger, Done work)
    {
        await ledger.EnqueueAsync(work, CancellationToken.None);
        await work.Written.WaitAsync(_limit);
    }

    // Whoever got no answer looks first whether the decision was taken.
    private static async Task<bool> DecideAsync(Ledger ledger, WallBoard wall, IDatabase real)
    {
        await using var session = await real.ReadAsync(CancellationToken.None);
        if (await session.NumberAsync("SELECT COUNT(*) FROM verdicts", CancellationToken.None) > 0)
        {
            return true;
        }
        var incident = await session.FindAsync("SELECT id FROM incidents WHERE code = 'PHONE' AND removed = 0 ORDER BY id LIMIT 1", row => row.GetString(0), CancellationToken.None);
        var work = new VerdictWork(new Deciding("v-1", HubFolder.Exam, incident!, VerdictKind.Confirm, "u-1", "Somebody"), wall);
        await ledger.EnqueueAsync(work, CancellationToken.None);
        Assert.Equal(DecidingResult.Saved, await work.Done.WaitAsync(_limit));
        return true;
    }

    private static List<ReceivedBatch> Batches()
    {
        long seq = 0;
        BatchItem Seen(ObservationKind kind, string seat, int second, int length) => new(++seq)
        {
            Observation = new Observation
            {
                Id = $"019b0000-0000-7000-8000-{seq:D12}", Source = new Source(SourceKind.Node, HubFolder.Node, "cam-1"), Boot = "b", Seq = seq,
                Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, seat), Kind = kind, From = _start.AddSeconds(second), To = _start.AddSeconds(second + length), Confidence = 900,
            },
        };
        BatchItem Held(int from, int to) => new(++seq)
        {
            Coverage = new Coverage { Camera = "cam-1", Stream = "video", Subject = Subject.OfRoom(HubFolder.Exam, HubFolder.Room), From = _start.AddSeconds(from), To = _start.AddSeconds(to), Held = true },
        };
        BatchItem[][] items =
        [
            [Seen(ObservationKind.Phone, "1", 60, 8), Held(0, 120)],
            [Seen(ObservationKind.SeatEmpty, "7", 100, 30), Seen(ObservationKind.Phone, "1", 70, 8)],
            [Held(120, 240), Seen(ObservationKind.Phone, "2", 200, 5)],
            [Seen(ObservationKind.Phone, "1", 50, 12)],
        ];
        return [.. items.Select(part => new ReceivedBatch(new Batch { SenderKind = SourceKind.Node, Sender = HubFolder.Node, Boot = "b", Items = part }, []))];
    }

    /// <summary>What the record says, without the times at which it was written.</summary>
    private static async Task<IReadOnlyList<string>> RecordAsync(IDatabase database)
    {
        await using var session = await database.ReadAsync(CancellationToken.None);
        async Task<List<string>> Lines(string sql) => await session.ListAsync(sql, row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)), CancellationToken.None);
        return
        [
            .. await Lines("SELECT 'item', sender, boot, seq, kind FROM items ORDER BY seq"),
            .. await Lines("SELECT 'held', held FROM boots"),
            .. await Lines("SELECT 'coverage', seq, from_us, to_us FROM coverage ORDER BY seq"),
            .. await Lines("SELECT 'verdict', id, incident, by_name FROM verdicts"),
            .. await Lines("SELECT 'incident', id, mark FROM incidents i WHERE removed = 0 AND revision = (SELECT MAX(l.revision) FROM incidents l WHERE l.id = i.id) ORDER BY id"),
            .. await Lines("SELECT 'broken chain', exam, number FROM chain c WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM chain b WHERE b.exam = c.exam AND b.number = c.number - 1)"),
        ];
    }

    /// <summary>A batch whose receipt this test hears itself.</summary>
    private sealed class Done(ReceivedBatch batch, Action committed) : ILedgerWork
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly BatchWork _inner = new(null!, batch, new SignedBytes(Wire.Encode(batch.Batch), ReadOnlyMemory<byte>.Empty, null));

        public Task Written => _written.Task;
        public Task ApplyAsync(LedgerEntry entry, CancellationToken cancel) => _inner.ApplyAsync(entry, cancel);

        public void Committed()
        {
            committed();
            _written.TrySetResult();
        }

        public void Failed(Exception why) => _written.TrySetException(why);
    }
}
