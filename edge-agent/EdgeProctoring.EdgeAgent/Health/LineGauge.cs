namespace EdgeProctoring.EdgeAgent;

/// <summary>Whether the line to the broker stands, and since when not.</summary>
internal sealed class LineGauge(NodeClock clock)
{
    private readonly Lock _gate = new();
    private TimeSpan? _downSince = clock.Monotonic;

    /// <summary>For how long there has been no line; null while it stands.</summary>
    public TimeSpan? Down { get { lock (_gate) { return clock.Monotonic - _downSince; } } }

    public void Stands()
    {
        lock (_gate)
        {
            _downSince = null;
        }
    }

    public void Broke()
    {
        lock (_gate)
        {
            _downSince ??= clock.Monotonic;
        }
    }
}
