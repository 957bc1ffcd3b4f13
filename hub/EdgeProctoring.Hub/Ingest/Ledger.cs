using System.Threading.Channels;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// The one writer of the record. Takes works from a bounded queue, applies as many as wait in one transaction together with
/// what the judges conclude from them, and only then tells their senders. After a failure the judges are built again from
/// the database, so memory never runs ahead of the disk.
/// </summary>
internal sealed partial class Ledger(IDatabase database, JudgingDesk desk, IncidentWriter incidents, IOptions<IngestOptions> options,
    TimeProvider time, ILogger<Ledger> log) : BackgroundService
{
    private readonly Channel<ILedgerWork> _queue = Channel.CreateBounded<ILedgerWork>(
        new BoundedChannelOptions(options.Value.QueueLength) { SingleReader = true });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? _session;

    /// <summary>Completes when the judges of running exams are built and the first work can be taken.</summary>
    public Task Ready => _ready.Task;
    public int Waiting => _queue.Reader.Count;

    /// <summary>Waits for a place in the queue: this is what holds a fast sender back.</summary>
    public ValueTask EnqueueAsync(ILedgerWork work, CancellationToken cancel) => _queue.Writer.WriteAsync(work, cancel);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var stop = stopping.Register(() => _queue.Writer.TryComplete());
        try
        {
            await RepeatAsync([], stopping);
            _ready.TrySetResult();
            using var clock = new PeriodicTimer(options.Value.JudgeEvery, time);
            var tick = clock.WaitForNextTickAsync(CancellationToken.None).AsTask();
            var more = _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            while (true)
            {
                await Task.WhenAny(more, tick);
                if (more.IsCompleted && !await more)
                {
                    return; // Stopped, and everything that was queued is written.
                }
                var works = new List<ILedgerWork>();
                while (works.Count < options.Value.WorksPerCommit && _queue.Reader.TryRead(out var work))
                {
                    works.Add(work);
                }
                await RepeatAsync(works, stopping);
                tick = tick.IsCompleted ? clock.WaitForNextTickAsync(CancellationToken.None).AsTask() : tick;
                more = more.IsCompleted ? _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask() : more;
            }
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var left))
            {
                left.Failed(new OperationCanceledException("The hub is stopping."));
            }
            await CloseAsync();
        }
    }

    private async Task RepeatAsync(List<ILedgerWork> works, CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause < TimeSpan.FromSeconds(5) ? pause * 2 : pause)
        {
            try
            {
                await WriteAsync(works);
                works.ForEach(work => work.Committed());
                return;
            }
            catch (Exception e)
            {
                desk.Forget();
                await CloseAsync();
                if (!database.IsTransient(e) || stopping.IsCancellationRequested)
                {
                    works.ForEach(work => work.Failed(e));
                    throw;
                }
                Log.Failed(log, e, works.Count);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    // Not cancelled by a stop: what was taken from the queue is written.
    private async Task WriteAsync(List<ILedgerWork> works)
    {
        _session ??= await database.ReadAsync(CancellationToken.None);
        await desk.LoadAsync(_session, CancellationToken.None);
        var now = time.GetUtcNow();
        if (works.Count == 0 && !desk.IsDue(now))
        {
            return;
        }
        await using var transaction = await database.BeginAsync(_session.Connection, CancellationToken.None);
        _session.Transaction = transaction;
        var entry = new LedgerEntry(_session, desk, now);
        foreach (var work in works)
        {
            await work.ApplyAsync(entry, CancellationToken.None);
        }
        var news = desk.Conclude(now);
        await IncidentWriter.WriteAsync(entry, news, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        _session.Transaction = null;
        incidents.Publish(news);
    }

    private async Task CloseAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
            _session = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not write {Count} works; will try again.")]
        public static partial void Failed(ILogger logger, Exception e, int count);
    }
}
