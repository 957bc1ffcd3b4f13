namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>One hub for all tests of a class, where they do not get in each other's way.</summary>
public sealed class SharedHub : IAsyncLifetime
{
    private TestHub? _hub;

    internal TestHub Hub => _hub!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.StartAsync("-10m");

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }
}
