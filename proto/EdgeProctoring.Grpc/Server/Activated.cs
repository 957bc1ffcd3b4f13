namespace Grpc.AspNetCore.Server;

/// <summary>An object for the time of one call; disposed after it when it was made for it.</summary>
internal readonly struct Activated<T>(T instance, bool owned)
    where T : class
{
    public T Instance => instance;

    public ValueTask ReleaseAsync()
    {
        if (!owned)
        {
            return ValueTask.CompletedTask;
        }
        if (instance is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }
        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
