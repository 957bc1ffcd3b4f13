using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent.Tests.Capture;

/// <summary>A camera that falls silent: reported after 2 s, started again after 5 s, with pauses that grow. On a clock that the test moves.</summary>
public sealed class FeedTests : IDisposable
{
    private readonly Nodes _nodes = new();
    private readonly ManualTime _time = new();
    private readonly Lines _log = new();
    private readonly FakeSource _source;
    private readonly Channel<BatchItem> _kept = Channel.CreateUnbounded<BatchItem>();

    public FeedTests() => _source = new FakeSource(_time);

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public async Task Reports_silence_after_two_seconds_starts_again_after_five_and_reports_the_end()
    {
        await using var feed = Start();
        await SettledAsync();
        await SendAsync();
        var began = await UntilAsync(TimeSpan.FromSeconds(3), item => item.Observation is { To: null });
        Assert.Equal((ObservationKind.StreamGap, "ex-1"), (began.Observation!.Kind, began.Observation.Subject.Exam));

        await AdvanceUntilAsync(() => _source.Stops == 1);
        await AdvanceUntilAsync(() => _source.Lives == 2);
        await SettledAsync();
        await SendAsync();
        var ended = await UntilAsync(TimeSpan.FromSeconds(1), item => item.Observation is { To: not null });
        Assert.Equal(began.Observation.Id, ended.Observation!.Id);
        Assert.InRange((ended.Observation.To!.Value - ended.Observation.From).TotalSeconds, 5, 7.5);
        Assert.Contains(_log.All, line => line.Contains("started again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_fails_is_started_again_with_growing_pauses_and_its_reason_is_the_gap_s()
    {
        _source.FailsWith = "no route to the camera";
        await using var feed = Start();
        var begun = _time.GetUtcNow();
        await AdvanceUntilAsync(() => _source.Lives == 5);
        // Pauses of at least 0.5, 1, 2 and 4 s lie between the five lives.
        Assert.InRange((_time.GetUtcNow() - begun).TotalSeconds, 7.5, 16);
        var gap = await UntilAsync(TimeSpan.FromSeconds(10), item => item.Observation is { To: null });
        Assert.Equal("no route to the camera", gap.Observation!.Detail.Reason);
    }

    [Fact]
    public async Task A_slow_camera_is_not_taken_for_a_silent_one()
    {
        await using var feed = Start(framesPerMinute: 6);
        await SettledAsync();
        for (var frame = 0; frame < 10; frame++)
        {
            await SendAsync();
            _time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.DoesNotContain(Drained(), item => item.Observation is not null);
        Assert.Equal(1, _source.Lives);
    }

    private Running Start(int framesPerMinute = 300)
    {
        var camera = new CameraSettings { Id = "cam-1", Address = "rtsp://camera/", Room = "r-204", FramesPerMinute = framesPerMinute };
        var clock = new NodeClock(_time);
        _source.Clock = clock;
        var book = new StreamBook(camera, clock.Now, new ItemMaker(_nodes.Identity(), clock))
        {
            Windows = [new ExamWindow { Exam = "ex-1", Room = "r-204", From = clock.Now.AddMinutes(-1), To = clock.Now.AddHours(1) }],
        };
        var feed = new CameraFeed(camera, _source, new FrameSlot(), book, new CameraGauge("cam-1", _time, _ => { }), Keep, clock, _log);
        var stop = new CancellationTokenSource();
        return new Running(feed.RunAsync(clock.Now, stop.Token), stop);
    }

    private Task<bool> Keep(SpoolEntry entry, CancellationToken cancel)
    {
        foreach (var item in entry.Items)
        {
            _kept.Writer.TryWrite(item);
        }
        return Task.FromResult(true);
    }

    private IEnumerable<BatchItem> Drained()
    {
        while (_kept.Reader.TryRead(out var item))
        {
            yield return item;
        }
    }

    /// <summary>Moves the clock, at most this far, until such an item is kept.</summary>
    private async Task<BatchItem> UntilAsync(TimeSpan limit, Func<BatchItem, bool> wanted)
    {
        var end = _time.GetUtcNow() + limit + TimeSpan.FromMilliseconds(200);
        while (true)
        {
            foreach (var item in Drained().Where(wanted))
            {
                return item;
            }
            Assert.True(_time.GetUtcNow() < end, $"It did not come within {limit}.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await SettledAsync();
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> holds)
    {
        for (var step = 0; !holds(); step++)
        {
            Assert.True(step < 1000, "It did not come within 100 s.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await SettledAsync();
        }
    }

    /// <summary>A picture comes; both loops of the feed have taken note of it.</summary>
    private async Task SendAsync()
    {
        var made = _time.Made;
        _source.Send();
        await SettledAsync(made + 2);
    }

    /// <summary>The feed waits again: once for pictures or the next attempt, once for the account.</summary>
    private async Task SettledAsync(int made = 0)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (_time.Armed < 2 || _time.Made < made || (_source.FailsWith is not null && _log.All.Count < _source.Lives))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), late.Token);
        }
    }

    private sealed class Running(Task feed, CancellationTokenSource stop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await feed.WaitAsync(TimeSpan.FromSeconds(10));
            stop.Dispose();
        }
    }

    /// <summary>A camera whose every picture the test sends.</summary>
    private sealed class FakeSource(ManualTime time) : IFrameSource
    {
        private volatile Action<Frame>? _take;
        private volatile int _lives;
        private volatile int _stops;

        public string? FailsWith { get; set; }
        public NodeClock? Clock { get; set; }
        public int Lives => _lives;
        public int Stops => _stops;

        public async Task PlayAsync(Action<Frame> take, CancellationToken cancel)
        {
            _take = take;
            Interlocked.Increment(ref _lives);
            if (FailsWith is { } reason)
            {
                throw new CaptureException(reason);
            }
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                Interlocked.Increment(ref _stops);
            }
        }

        public void Send() => _take!(new Frame(new I420Picture(2, 2, ArrayPool<byte>.Shared.Rent(6)), time.GetUtcNow(), Clock!.Monotonic, 0));
    }
}

/// <summary>A log that a test reads.</summary>
internal sealed class Lines : Microsoft.Extensions.Logging.ILogger
{
    public ConcurrentQueue<string> All { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

    public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue(formatter(state, exception));
}
