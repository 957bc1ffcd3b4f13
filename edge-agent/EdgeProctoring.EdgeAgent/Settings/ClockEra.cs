namespace EdgeProctoring.EdgeAgent;

/// <summary>How the clock was set, for whoever keeps times across it.</summary>
internal sealed record ClockChange(TimeSpan Step, bool WasTrusted);

/// <summary>Notices, for one loop, that the clock was set since it last looked.</summary>
internal sealed class ClockEra(NodeClock clock)
{
    private int _era = clock.Era;
    private DateTimeOffset _zero = clock.At(TimeSpan.Zero);
    private bool _trusted = clock.IsTrusted;

    public ClockChange? Changed()
    {
        if (clock.Era == _era)
        {
            return null;
        }
        var zero = clock.At(TimeSpan.Zero);
        var change = new ClockChange(zero - _zero, _trusted);
        (_era, _zero, _trusted) = (clock.Era, zero, clock.IsPlausible(clock.Now));
        return change;
    }
}
