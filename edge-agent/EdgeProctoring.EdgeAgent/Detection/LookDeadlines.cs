namespace EdgeProctoring.EdgeAgent;

/// <summary>Each seat must be looked at once in so many seconds; what was missed is counted, seat by seat.</summary>
internal sealed class LookDeadlines(int seats, TimeSpan limit)
{
    private TimeSpan? _last;
    private long _counted;

    /// <summary>Looks that did not come in time, over all seats.</summary>
    public long Misses { get; private set; }

    /// <summary>All seats were looked at: a look at a picture is a look at each of its seats.</summary>
    public void Looked(TimeSpan now)
    {
        Check(now);
        (_last, _counted) = (now, 0);
    }

    /// <summary>Counts what is overdue by now.</summary>
    public void Check(TimeSpan now)
    {
        if (_last is { } last)
        {
            var due = (now - last).Ticks / limit.Ticks;
            Misses += (due - _counted) * seats;
            _counted = due;
        }
    }

    /// <summary>Nobody has to be looked at for now.</summary>
    public void Rest() => (_last, _counted) = (null, 0);
}
