using System.Diagnostics.Metrics;
using EdgeProctoring.Hub.RemoteExams;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

public sealed class PictureQueueTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 12, 18, 9, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RemoteMeter _meter;

    public PictureQueueTests() => _meter = new RemoteMeter(_services.GetRequiredService<IMeterFactory>());

    [Fact]
    public async Task Lets_sittings_take_turns_however_many_pictures_one_of_them_has()
    {
        using var queue = new PictureQueue(_meter);
        Add(queue, "a", 0, 1, 2);
        Add(queue, "b", 0);
        Add(queue, "c", 0);
        Assert.Equal(["a0", "b0", "c0", "a1", "a2"], await TakeAsync(queue, 5));
    }

    [Fact]
    public async Task Gives_one_sitting_to_one_looker_at_a_time()
    {
        using var queue = new PictureQueue(_meter);
        Add(queue, "a", 0, 1);
        var first = await queue.TakeAsync(TestContext.Current.CancellationToken);
        var second = queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        queue.Done(first);
        Assert.Equal(_start.AddSeconds(1), (await second).At);
    }

    [Fact]
    public async Task Looks_less_often_when_too_many_wait_and_counts_what_it_passes_over()
    {
        using var queue = new PictureQueue(_meter);
        Add(queue, "a", [.. Enumerable.Range(0, 60)]);
        Assert.Equal(TimeSpan.FromSeconds(5), queue.Every);
        var looked = new List<string>();
        while (queue.Waiting > 0)
        {
            looked.AddRange(await TakeAsync(queue, 1));
        }
        Assert.Equal(["a0", "a5", "a10", "a15"], looked.Take(4));
        Assert.Equal(["a58", "a59"], looked.TakeLast(2));
        Assert.Equal(60 - looked.Count, _meter.Skipped);
        Assert.Equal(TimeSpan.FromSeconds(1), queue.Every);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _services.Dispose();
    }

    private static void Add(PictureQueue queue, string sitting, params int[] seconds)
    {
        foreach (var second in seconds)
        {
            queue.Add(new WaitingPicture(new RemoteSitting(sitting, "e", "t", _start, "p", "n", "default"), _start.AddSeconds(second), "", 0));
        }
    }

    private static async Task<List<string>> TakeAsync(PictureQueue queue, int count)
    {
        var taken = new List<string>();
        for (var at = 0; at < count; at++)
        {
            var picture = await queue.TakeAsync(TestContext.Current.CancellationToken);
            taken.Add(FormattableString.Invariant($"{picture.Sitting.Id}{(picture.At - _start).TotalSeconds:0}"));
            queue.Done(picture);
        }
        return taken;
    }
}
