namespace EdgeProctoring.EdgeAgent;

/// <summary>What the button and the hub may ask of the node as a whole: to show which one it is, and to leave its campus.</summary>
internal sealed class PanelDesk(IHostApplicationLifetime life)
{
    private TaskCompletionSource _asked = New();

    /// <summary>The node ended in order to be claimed anew.</summary>
    public bool WantsReclaim { get; private set; }

    /// <summary>Over when somebody asked which node this is.</summary>
    public Task Asked => Volatile.Read(ref _asked).Task;

    /// <summary>Lets the light flicker for a while.</summary>
    public void Identify() => Volatile.Read(ref _asked).TrySetResult();

    public bool TakeIdentify()
    {
        if (!Asked.IsCompleted)
        {
            return false;
        }
        Volatile.Write(ref _asked, New());
        return true;
    }

    public void Reclaim()
    {
        WantsReclaim = true;
        life.StopApplication();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
