namespace Grpc.Net.Client;

/// <summary>One call's try to get a connection; it tells how it went as soon as that is known.</summary>
internal sealed class ConnectAttempt(Reconnect reconnect, int life, bool isTrial) : IDisposable
{
    private int _trials = isTrial ? 1 : 0;

    public bool IsConnected { get; private set; }

    public void Connected()
    {
        if (!IsConnected)
        {
            IsConnected = true;
            reconnect.Succeeded();
            Dispose();
        }
    }

    public void Failed(Exception why) => reconnect.Failed(life, why);

    /// <summary>Lets the next one try, also when this call was cancelled before it knew.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _trials, 0) == 1)
        {
            reconnect.EndTrial();
        }
    }
}
