namespace EdgeProctoring.EdgeAgent;

/// <summary>Wakes one waiting loop; a wake-up that comes while the loop is busy is kept, several count as one.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Returns when it was set, or after the limit.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await Volatile.Read(ref _set).Task.WaitAsync(limit, time, cancel);
            Volatile.Write(ref _set, New());
        }
        catch (TimeoutException)
        {
            // The limit is an answer, too.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
