namespace EdgeProctoring.Hub.Ingest;

/// <summary>A work that somebody waits for, with what came of it. Also for reading what only the writer may touch: the judges.</summary>
internal sealed class LedgerCall<T>(Func<LedgerEntry, CancellationToken, Task<T>> apply) : ILedgerWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel) => _result = await apply(entry, cancel);

    public void Committed() => _done.TrySetResult(_result);

    public void Failed(Exception why) => _done.TrySetException(why);
}

internal static class LedgerExtensions
{
    /// <summary>Does something in the record's one transaction and waits until it is on the disk. It may be applied more than once.</summary>
    public static async Task<T> DoAsync<T>(this Ledger ledger, Func<LedgerEntry, CancellationToken, Task<T>> apply, CancellationToken cancel)
    {
        var call = new LedgerCall<T>(apply);
        await ledger.EnqueueAsync(call, cancel);
        return await call.Done.WaitAsync(cancel);
    }
}
