using System.Threading.Channels;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps one camera playing: starts its source again when it ends or falls silent, with growing pauses, and keeps the stream's
/// account meanwhile. A camera that stays silent is reported, never waited for in silence.
/// </summary>
internal sealed partial class CameraFeed(CameraSettings camera, IFrameSource source, FrameSlot slot, StreamBook book, CameraGauge gauge,
    Func<SpoolEntry, CancellationToken, Task<bool>> keep, NodeClock clock, ILogger log)
{
    private const string NotRunning = "the node was not running";

    private readonly FeedTiming _timing = FeedTiming.For(camera);
    private readonly Channel<Arrival> _arrivals = NewestArrival();
    private readonly BackOff _pause = new(FeedTiming.LeastPause, FeedTiming.MostPause, Random.Shared);
    private string _reason = "the camera has not delivered yet";

    /// <summary>Plays until the token ends it. <paramref name="since"/> is when somebody last looked through this camera.</summary>
    public async Task RunAsync(DateTimeOffset since, CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var accounting = AccountAsync(since, both.Token);
        var playing = PlayAsync(both.Token);
        await Task.WhenAny(accounting, playing);
        if (playing.IsCompletedSuccessfully)
        {
            // A film that plays once is over; its account goes on until the camera is taken away.
            await Quietly(accounting);
        }
        await both.CancelAsync();
        await Task.WhenAll(Quietly(accounting), Quietly(playing));
        await KeepAsync(book.Close(clock.Now), CancellationToken.None);
        await (accounting.IsFaulted ? accounting : playing.IsFaulted ? playing : Task.CompletedTask);
    }

    private async Task PlayAsync(CancellationToken cancel)
    {
        while (true)
        {
            var trouble = await OneLifeAsync(cancel);
            if (trouble is null)
            {
                Log.FilmEnded(log, camera.Id);
                return;
            }
            gauge.Restarts++;
            var pause = _pause.Next();
            Log.Restarting(log, camera.Id, trouble, pause);
            await Task.Delay(pause, clock.Time, cancel);
        }
    }

    /// <summary>Plays once; null when a film that plays once is over, else why it ended.</summary>
    private async Task<string?> OneLifeAsync(CancellationToken cancel)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var arrivals = NewestArrival();
        var playing = source.PlayAsync(frame => Take(frame, arrivals.Writer), life.Token);
        var silence = SilenceAsync(arrivals.Reader, life.Token);
        try
        {
            if (await Task.WhenAny(playing, silence) == playing)
            {
                await playing;
                _reason = "the film has ended";
                return null;
            }
            await silence;
            _reason = $"no picture for {_timing.Restart.TotalSeconds:0} s";
            return _reason;
        }
        catch (CaptureException ended)
        {
            _reason = ended.Message;
            return _reason;
        }
        finally
        {
            await life.CancelAsync();
            await Task.WhenAll(Quietly(playing), Quietly(silence));
        }
    }

    private void Take(Frame frame, ChannelWriter<Arrival> arrivals)
    {
        var arrival = new Arrival(frame.At, frame.Monotonic);
        gauge.Frame();
        slot.Put(frame);
        arrivals.TryWrite(arrival);
        _arrivals.Writer.TryWrite(arrival);
    }

    /// <summary>Over when the source has been silent for too long.</summary>
    private async Task SilenceAsync(ChannelReader<Arrival> arrivals, CancellationToken cancel)
    {
        var wait = new PatientReader(arrivals, clock.Time);
        // Nobody hurries a film that is still being drawn: a drawn hall says when it is.
        var limit = camera.Address.StartsWith("synthetic:", StringComparison.Ordinal) ? Timeout.InfiniteTimeSpan : _timing.FirstFrame;
        while (await wait.NextAsync(limit, cancel) is not null)
        {
            limit = _timing.Restart;
        }
    }

    private async Task AccountAsync(DateTimeOffset since, CancellationToken cancel)
    {
        var wait = new PatientReader(_arrivals.Reader, clock.Time);
        var last = new Arrival(since, clock.Monotonic);
        var era = new ClockEra(clock);
        if (since < clock.Now && clock.IsTrusted)
        {
            // However short: while the node did not run, nobody looked.
            await KeepAsync(book.Lost(since, clock.Now, NotRunning), cancel);
        }
        while (true)
        {
            var arrival = await wait.NextAsync(book.IsLost ? FeedTiming.Refresh : _timing.Gap, cancel);
            if (era.Changed() is { } change)
            {
                await KeepAsync(Follow(change, since, last), cancel);
                last = last with { At = clock.At(last.Monotonic) };
                arrival = arrival is { } before ? before with { At = clock.At(before.Monotonic) } : null;
            }
            if (arrival is { } came)
            {
                if (!book.IsLost && came.Monotonic - last.Monotonic > _timing.Gap)
                {
                    await KeepAsync(book.Lost(last.At, came.At, _reason), cancel);
                }
                await KeepAsync(book.Seen(came.At), cancel);
                gauge.Delivers(true, null);
                _pause.Reset();
                last = came;
            }
            else
            {
                gauge.Delivers(false, _reason);
                await KeepAsync(book.IsLost ? book.StillLost(clock.Now, _reason) : book.Lost(last.At, clock.Now, _reason), cancel);
            }
        }
    }

    /// <summary>The clock was set: what was watched is accounted for in the time in which it was, what follows in the new one.</summary>
    private IEnumerable<BatchItem> Follow(ClockChange change, DateTimeOffset since, Arrival last)
    {
        if (change.WasTrusted)
        {
            foreach (var item in book.Close(book.IsLost ? clock.Now - change.Step : last.At))
            {
                yield return item;
            }
            book.Restart(book.IsLost ? clock.Now : clock.At(last.Monotonic));
            yield break;
        }
        book.Correct(change.Step);
        var began = clock.At(TimeSpan.Zero);
        foreach (var item in (clock.IsPlausible(since) ? book.Blind(since, began, NotRunning) : []).Concat(book.Blind(began, clock.Now, "the node did not know the time; what it recorded is kept")))
        {
            yield return item;
        }
    }

    private async Task KeepAsync(IEnumerable<BatchItem> items, CancellationToken cancel)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            await keep(new SpoolEntry(all) { MayThin = all.TrueForAll(item => item.Coverage is { Held: true }) }, cancel);
        }
    }

    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static Channel<Arrival> NewestArrival() => Channel.CreateBounded<Arrival>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "Camera {Camera}: the film has ended; it plays only once.")]
        public static partial void FilmEnded(ILogger logger, string camera);

        [LoggerMessage(1, LogLevel.Warning, "Camera {Camera} is started again in {Pause}: {Trouble}.")]
        public static partial void Restarting(ILogger logger, string camera, string trouble, TimeSpan pause);
    }
}

/// <summary>When a picture came, by both clocks.</summary>
internal readonly record struct Arrival(DateTimeOffset At, TimeSpan Monotonic);

/// <summary>Reads from a channel with a limit of time; what comes after the limit is read next.</summary>
internal sealed class PatientReader(ChannelReader<Arrival> arrivals, TimeProvider time)
{
    private Task<Arrival>? _pending;

    /// <summary>The next arrival; null when none came in time.</summary>
    public async Task<Arrival?> NextAsync(TimeSpan limit, CancellationToken cancel)
    {
        _pending ??= arrivals.ReadAsync(cancel).AsTask();
        try
        {
            var arrival = await _pending.WaitAsync(limit, time, cancel);
            _pending = null;
            return arrival;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
