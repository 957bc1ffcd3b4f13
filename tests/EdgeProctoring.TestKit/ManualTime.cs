namespace EdgeProctoring.TestKit;

/// <summary>A clock that only moves when the test moves it; timers fire on the way.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private int _made;

    public ManualTime() : this(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Timers that wait to fire: when all loops under test wait again, so many as there are loops.</summary>
    public int Armed { get { lock (_gate) { return _timers.Count(timer => timer.Due is not null); } } }

    /// <summary>Timers made so far.</summary>
    public int Made { get { lock (_gate) { return _made; } } }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override DateTimeOffset GetUtcNow() { lock (_gate) { return _now; } }
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        Interlocked.Increment(ref _made);
        return timer;
    }

    /// <summary>Moves the clock forward, firing each due timer at its own moment, in order.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                _now = next is null ? end : next.Due > _now ? next.Due!.Value : _now;
                next?.Rearm();
            }
            if (next is null)
            {
                return;
            }
            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan _period;
        public DateTimeOffset? Due { get; private set; }
        public void Fire() => fire();
        public void Rearm() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _period = period;
                Due = dueTime < TimeSpan.Zero ? null : time._now + dueTime;
                time._timers.Remove(this);
                time._timers.Add(this);
            }
            return true;
        }

        public void Dispose() { lock (time._gate) { Due = null; time._timers.Remove(this); } }
        public ValueTask DisposeAsync() { Dispose(); return ValueTask.CompletedTask; }
    }
}
