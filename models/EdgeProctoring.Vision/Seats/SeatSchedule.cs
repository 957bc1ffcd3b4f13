namespace EdgeProctoring.Vision;

/// <summary>
/// Says which seat is to be looked at next. Each seat has a deadline: at least one look every so many seconds, whatever
/// happens elsewhere. Motion brings a seat forward only when everybody else can still be looked at in time: a still cheat is
/// looked at as often as promised. Not for several threads.
/// </summary>
public sealed class SeatSchedule
{
    /// <summary>How much of a look's time is remembered from the looks before.</summary>
    private const double Memory = 0.9;

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Seat[] _seats;
    private readonly Dictionary<string, Seat> _byId;
    private readonly TimeSpan[] _left;
    private TimeSpan _lookTakes;
    private long _lastLook;

    public SeatSchedule(IEnumerable<string> seats, TimeSpan interval, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        (_time, _interval) = (time, interval);
        var now = _lastLook = time.GetTimestamp();
        _seats = [.. seats.Select(id => new Seat(id, now))];
        _byId = _seats.ToDictionary(seat => seat.Id, StringComparer.Ordinal);
        _left = new TimeSpan[_seats.Length];
    }

    /// <summary>Deadlines that passed without a look, all seats together.</summary>
    public long Misses { get; private set; }

    /// <summary>Notes that something moves at a seat, 0 to 1. Holds until the seat is looked at.</summary>
    public void Moves(string seat, float motion) => _byId[seat].Motion = MathF.Max(_byId[seat].Motion, motion);

    /// <summary>The seat to look at now: the one that moves most, if a look at it makes nobody late; else the one whose deadline is nearest.</summary>
    public string? Next()
    {
        Seat? nearest = null, liveliest = null;
        foreach (var seat in _seats)
        {
            if (nearest is null || seat.LookedAt < nearest.LookedAt)
            {
                nearest = seat;
            }
            if (seat.Motion > 0 && (liveliest is null || seat.Motion > liveliest.Motion))
            {
                liveliest = seat;
            }
        }
        return liveliest is not null && HasTimeForOneMore() ? liveliest.Id : nearest?.Id;
    }

    /// <summary>Notes a look, which showed so many seats together; counts the deadlines that had passed before it.</summary>
    public void Looked(string seat, int together = 1)
    {
        var now = _time.GetTimestamp();
        var looked = _byId[seat];
        Misses += Math.Max(0, (long)Math.Ceiling(_time.GetElapsedTime(looked.LookedAt, now) / _interval) - 1);
        (looked.LookedAt, looked.Motion) = (now, 0);
        var took = _time.GetElapsedTime(_lastLook, now) / together;
        // The slowest counts at once, a faster time only by and by.
        _lookTakes = took > _lookTakes ? took : (_lookTakes * Memory) + (took * (1 - Memory));
        _lastLook = now;
    }

    /// <summary>Nobody is to be looked at: what passes now is no miss.</summary>
    public void Rest()
    {
        var now = _lastLook = _time.GetTimestamp();
        foreach (var seat in _seats)
        {
            (seat.LookedAt, seat.Motion) = (now, 0);
        }
    }

    /// <summary>How long ago each seat was looked at.</summary>
    public TimeSpan Age(string seat) => _time.GetElapsedTime(_byId[seat].LookedAt);

    /// <summary>Whether all deadlines, nearest first, are still met when one look more comes before them.</summary>
    private bool HasTimeForOneMore()
    {
        var now = _time.GetTimestamp();
        for (var at = 0; at < _seats.Length; at++)
        {
            _left[at] = _interval - _time.GetElapsedTime(_seats[at].LookedAt, now);
        }
        Array.Sort(_left);
        for (var at = 0; at < _left.Length; at++)
        {
            if (_left[at] < _lookTakes * (at + 2))
            {
                return false;
            }
        }
        return true;
    }

    private sealed class Seat(string id, long now)
    {
        public string Id => id;
        public long LookedAt { get; set; } = now;
        public float Motion { get; set; }
    }
}
