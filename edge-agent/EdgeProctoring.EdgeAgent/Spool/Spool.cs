using System.Threading.Channels;
using EdgeProctoring.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps everything that must not be lost until the hub's receipt. One writer takes many entries into one transaction; an
/// append is over when its transaction is on the disk.
/// </summary>
internal sealed partial class Spool : IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int PerTransaction = 2000;
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<Work> _work = Channel.CreateBounded<Work>(Waiting);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SpoolWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _writing;

    public Spool(string folder, NodeIdentity node, long mostBytes, NodeClock clock, ILogger<Spool> log)
    {
        Directory.CreateDirectory(folder);
        File = Path.Combine(folder, "spool.db");
        (_time, _log) = (clock.Time, log);
        _writer = new SpoolWriter(File, node, mostBytes, clock);
        _writing = Task.Factory.StartNew(WriteAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public string File { get; }
    public SpoolState State => _writer.State;
    /// <summary>Why nothing can be written at the moment; null when all is well.</summary>
    public string? Trouble { get; private set; }
    /// <summary>When the life before this one was last seen; null in the first.</summary>
    public DateTimeOffset? BeforeThis => _writer.BeforeThis;
    /// <summary>Raised when writing has begun to fail, and when it works again.</summary>
    public event Action? TroubleChanged;
    /// <summary>Raised after new items are on the disk.</summary>
    public event Action? Appended;

    /// <summary>Over when the entry is on the disk. False: the spool is full and the entry was given up (counted).</summary>
    public Task<bool> AppendAsync(SpoolEntry entry, CancellationToken cancel) => PostAsync(writer => writer.Append(entry), true, cancel);

    /// <summary>Frees what the hub holds, and puts aside what it refused. Repeating a receipt changes nothing.</summary>
    public Task<bool> FreeAsync(Receipt receipt, CancellationToken cancel) => PostAsync(writer => writer.Free(receipt), false, cancel);

    /// <summary>Notes what became of a piece of evidence; repeating changes nothing.</summary>
    public Task<bool> SettleAsync(string evidence, EvidenceState state, string fault, CancellationToken cancel) =>
        PostAsync(writer => writer.Settle(evidence, state, fault), false, cancel);

    /// <summary>Forgets evidence whose file was deleted.</summary>
    public Task<bool> ForgetAsync(string evidence, CancellationToken cancel) => PostAsync(writer => writer.Forget(evidence), false, cancel);

    /// <summary>
    /// Lets the clock follow the machine's to a time that can be true, and corrects all of this life that was kept before;
    /// returns the step and how many items were corrected.
    /// </summary>
    public async Task<(TimeSpan Step, int Corrected)> CorrectAsync(NodeClock clock, CancellationToken cancel)
    {
        // Once, also where the disk makes the writer try again.
        TimeSpan? step = null;
        var corrected = 0;
        await PostAsync(writer =>
        {
            step ??= clock.Follow();
            corrected = clock.IsPlausible(clock.Now) ? writer.Correct(step.Value) : 0;
            return true;
        }, false, cancel);
        // Only now may anything be sent: the corrected stamps are on the disk.
        clock.Settle();
        return (step!.Value, corrected);
    }

    /// <summary>Notes that this life goes on, so that the next one knows since when nobody looked.</summary>
    public Task<bool> AliveAsync(CancellationToken cancel) => PostAsync(_ => true, false, cancel);

    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(5), _time));
        await _stopping.CancelAsync();
        await _writing;
        _writer.Dispose();
        _stopping.Dispose();
    }

    private async Task<bool> PostAsync(Func<SpoolWriter, bool> act, bool appends, CancellationToken cancel)
    {
        var work = new Work(act, appends);
        await _work.Writer.WriteAsync(work, cancel);
        return await work.Written.Task.WaitAsync(cancel);
    }

    private async Task WriteAsync()
    {
        var batch = new List<Work>(PerTransaction);
        try
        {
            while (await _work.Reader.WaitToReadAsync(_stopping.Token))
            {
                while (batch.Count < PerTransaction && _work.Reader.TryRead(out var work))
                {
                    batch.Add(work);
                }
                await SaveAsync(batch);
                batch.Clear();
            }
        }
        catch (Exception ended)
        {
            // What is still waiting was never promised to anybody; but whoever waits must learn it.
            _work.Writer.TryComplete(ended);
            while (_work.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }
            batch.ForEach(work => work.Written.TrySetException(ended));
            if (ended is not OperationCanceledException)
            {
                throw;
            }
        }
    }

    private async Task SaveAsync(List<Work> batch)
    {
        while (true)
        {
            try
            {
                _writer.InOneTransaction(batch);
                if (Trouble is not null)
                {
                    Log.Recovered(_log);
                    Trouble = null;
                    TroubleChanged?.Invoke();
                }
                batch.ForEach(work => work.Written.TrySetResult(work.Result));
                if (batch.Exists(work => work.Appends))
                {
                    Appended?.Invoke();
                }
                return;
            }
            catch (SqliteException failed)
            {
                var isNew = Trouble is null;
                Trouble = $"the spool cannot be written ({failed.Message}); free space on its disk or replace it";
                if (isNew)
                {
                    Log.Failing(_log, failed);
                    TroubleChanged?.Invoke();
                }
                await Task.Delay(_afterFailure, _time, _stopping.Token);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The spool cannot be written; what is seen waits in memory until it can.")]
        public static partial void Failing(ILogger logger, Exception e);

        [LoggerMessage(2, LogLevel.Information, "The spool can be written again.")]
        public static partial void Recovered(ILogger logger);
    }
}

/// <summary>One change of the spool and who waits for it.</summary>
internal sealed class Work(Func<SpoolWriter, bool> act, bool appends)
{
    public Func<SpoolWriter, bool> Act => act;
    public bool Appends => appends;
    public bool Result { get; set; }
    public TaskCompletionSource<bool> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
