namespace EdgeProctoring.Hub.Evidence;

/// <summary>Ends a wait when nothing has come for so long, when the caller has gone, or when the hub stops.</summary>
internal sealed class Idle : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _any;
    private readonly TimeSpan _limit;

    public Idle(TimeSpan limit, TimeProvider time, params ReadOnlySpan<CancellationToken> others)
    {
        _limit = limit;
        _over = new CancellationTokenSource(limit, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource([_over.Token, .. others]);
    }

    public CancellationToken Token => _any.Token;
    public bool IsOver => _over.IsCancellationRequested;
    public void Restart() => _over.CancelAfter(_limit);

    public void Dispose()
    {
        _any.Dispose();
        _over.Dispose();
    }
}
