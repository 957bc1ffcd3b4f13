namespace EdgeProctoring.TestKit;

/// <summary>The real clock with a wrong date: UTC can be set while monotonic time and timers go on, as on a machine whose time service steps.</summary>
public sealed class SteppableTime(TimeSpan off) : TimeProvider
{
    private long _off = off.Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _off));

    /// <summary>Sets the clock forward or back.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _off, by.Ticks);

    /// <summary>Sets it right.</summary>
    public void SetRight() => Interlocked.Exchange(ref _off, 0);
}
