using EdgeProctoring.Hub.Ingest;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>64 bounded queues: order within an exam, turns between exams, and no exam that takes all the room.</summary>
public class PartitionQueuesTests
{
    [Fact]
    public void Takes_from_the_partitions_in_turn_and_from_each_in_its_order()
    {
        using var log = Log(places: 100);
        for (var at = 0; at < 40; at++)
        {
            Assert.True(log.TryAppend(new Work(3, at)));
        }
        Assert.True(log.TryAppend(new Work(9, 100)));
        Assert.Equal(["3/0", "9/100", "3/1", "3/2"], log.Take(4).Select(work => $"{work}"));
        Assert.Equal(Enumerable.Range(3, 37).Select(at => $"3/{at}"), log.Take(1000).Select(work => $"{work}"));
        Assert.Equal(0, log.Waiting);
    }

    [Fact]
    public async Task Leaves_half_of_the_places_to_others_and_holds_back_who_finds_none()
    {
        using var log = Log(places: 8);
        Assert.Equal(4, Enumerable.Range(0, 8).Count(at => log.TryAppend(new Work(3, at))));
        var waiting = log.AppendAsync(new Work(3, 99), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(4, Enumerable.Range(10, 8).Count(at => log.TryAppend(new Work(at, at))));
        Assert.Equal(8, log.Take(100).Count);
        await waiting;
        Assert.Equal("3/99", $"{Assert.Single(log.Take(100))}");
        // A wait that was given up leaves its place.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        Assert.Equal(4, Enumerable.Range(0, 8).Count(at => log.TryAppend(new Work(3, at))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.AppendAsync(new Work(3, 1), now.Token));
        Assert.Equal(4, log.Take(100).Count);
        Assert.Equal(4, Enumerable.Range(0, 8).Count(at => log.TryAppend(new Work(3, at))));
    }

    [Fact]
    public async Task Wakes_its_reader_and_ends_once_it_is_closed_and_empty()
    {
        using var log = Log(places: 8);
        var waiting = log.WaitAsync();
        Assert.False(waiting.IsCompleted);
        log.TryAppend(new Work(1, 1));
        Assert.True(await waiting);
        log.Close();
        Assert.True(await log.WaitAsync());
        Assert.Single(log.Take(5));
        Assert.False(await log.WaitAsync());
        Assert.Throws<System.Threading.Channels.ChannelClosedException>(() => log.TryAppend(new Work(1, 2)));
    }

    [Fact]
    public async Task Loses_nothing_between_many_senders_and_one_reader()
    {
        using var log = Log(places: 32);
        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var at = 0; at < 2000; at++)
            {
                await log.AppendAsync(new Work(sender % 5, (sender * 10_000) + at), CancellationToken.None);
            }
        })).ToArray();
        var closing = Task.WhenAll(senders).ContinueWith(_ => log.Close(), TaskScheduler.Default);
        var taken = new List<Work>();
        while (await log.WaitAsync())
        {
            taken.AddRange(log.Take(50).Cast<Work>());
        }
        await closing;
        Assert.Equal(16_000, taken.Count);
        Assert.All(taken.GroupBy(work => work.Number / 10_000), sender => Assert.Equal(sender.OrderBy(work => work.Number), sender));
    }

    [Fact]
    public void Gives_an_exam_the_same_partition_for_good_and_uses_all_of_them()
    {
        // These numbers may stand in a broker's routing keys: they never change.
        Assert.Equal((4, 60, 48), (Partitions.Of("math-1"), Partitions.Of("physics-2"), Partitions.Of("")));
        Assert.Equal(Partitions.Count, Enumerable.Range(0, 2000).Select(at => Partitions.Of($"exam-{at}")).Distinct().Count());
    }

    private static PartitionQueues Log(int places) => new(Options.Create(new IngestOptions { QueueLength = places }));

    private sealed class Work(int partition, int number) : IIngestWork
    {
        public int Partition => partition;
        public int Number => number;
        public Task ApplyAsync(LedgerEntry entry, CancellationToken cancel) => Task.CompletedTask;

        public void Committed()
        {
        }

        public void Failed(Exception why)
        {
        }

        public override string ToString() => $"{partition}/{number}";
    }
}
