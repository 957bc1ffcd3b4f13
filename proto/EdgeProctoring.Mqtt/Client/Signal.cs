namespace EdgeProctoring.Mqtt;

/// <summary>Wakes one waiter; many calls before it wakes count as one. The waiter then looks at the state itself.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = New();

    public void Set() => Volatile.Read(ref _next).TrySetResult();

    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        await _next.Task.WaitAsync(cancel).ConfigureAwait(false);
        // A full fence: the state must be read after the mark is taken back, or a Set between the two would be lost.
        Interlocked.Exchange(ref _next, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
