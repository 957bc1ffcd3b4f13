using System.Threading.Channels;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// The one writer of the record. Takes what people do from a bounded queue and what senders brought from the log, applies as
/// much as waits in one transaction together with what the judges conclude from it, and only then tells the senders. After a failure the judges are built again from
/// the database, so memory never runs ahead of the disk.
/// </summary>
internal sealed partial class Ledger(IDatabase database, IIngestLog ingest, JudgingDesk desk, IncidentWriter incidents, IOptions<IngestOptions> options,
    TimeProvider time, ILogger<Ledger> log) : BackgroundService
{
    private readonly Channel<ILedgerWork> _queue = Channel.CreateBounded<ILedgerWork>(
        new BoundedChannelOptions(options.Value.QueueLength) { SingleReader = true });
    private readonly PartitionOwner _owner = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? _session;

    /// <summary>Completes when the judges of running exams are built and the first work can be taken.</summary>
    public Task Ready => _ready.Task;
    public int Waiting => _queue.Reader.Count + ingest.Waiting;

    /// <summary>Waits for a place in the queue. For what people and the hub itself do; it goes before what senders brought.</summary>
    public ValueTask EnqueueAsync(ILedgerWork work, CancellationToken cancel) => _queue.Writer.WriteAsync(work, cancel);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var stop = stopping.Register(Close);
        try
        {
            await RepeatAsync([], stopping);
            _ready.TrySetResult();
            using var clock = new PeriodicTimer(options.Value.JudgeEvery, time);
            var tick = clock.WaitForNextTickAsync(CancellationToken.None).AsTask();
            var more = _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            var arrived = ingest.WaitAsync().AsTask();
            while (true)
            {
                Task next = stopping.IsCancellationRequested ? Task.WhenAll(more, arrived) : Task.WhenAny(more, arrived, tick);
                await next;
                if (more.IsCompleted && arrived.IsCompleted && !await more && !await arrived)
                {
                    return; // Stopped, and everything that was queued is written.
                }
                var works = new List<ILedgerWork>();
                while (works.Count < options.Value.WorksPerCommit && _queue.Reader.TryRead(out var work))
                {
                    works.Add(work);
                }
                works.AddRange(ingest.Take(options.Value.WorksPerCommit - works.Count));
                await RepeatAsync(works, stopping);
                tick = tick.IsCompleted ? clock.WaitForNextTickAsync(CancellationToken.None).AsTask() : tick;
                more = more.IsCompleted ? _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask() : more;
                arrived = arrived.IsCompleted ? ingest.WaitAsync().AsTask() : arrived;
            }
        }
        finally
        {
            Close();
            while (_queue.Reader.TryRead(out var left))
            {
                left.Failed(new OperationCanceledException("The hub is stopping."));
            }
            foreach (var left in ingest.Take(int.MaxValue))
            {
                left.Failed(new OperationCanceledException("The hub is stopping."));
            }
            await CloseAsync();
        }
    }

    private void Close()
    {
        _queue.Writer.TryComplete();
        ingest.Close();
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
        await _owner.TakeAsync(database, CancellationToken.None);
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
        await _owner.CheckAsync(entry, CancellationToken.None);
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
