namespace EdgeProctoring.EdgeAgent;

/// <summary>Notes that the node lives, so that its next life knows since when nobody looked; and applies what had to wait for an exam's end.</summary>
internal sealed class LifeSign(Spool spool, ConfigurationDesk desk, NodeClock clock) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(_every, clock.Time);
        while (await ticks.WaitForNextTickAsync(stopping))
        {
            await spool.AliveAsync(stopping);
            desk.TryApplyWaiting();
        }
    }
}
