using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Notices that somebody changed the seat: a seat that was nobody's is taken, and since shortly before a seat that was taken is
/// empty. Both must hold for a while, so that whoever bends down or walks past changes nothing. Who comes late or comes back to
/// the own seat changes nothing either.
/// </summary>
internal sealed class SeatChanges(IReadOnlyList<SeatWatch> seats, IReadOnlySet<string> assigned)
{
    private static readonly TimeSpan _holds = TimeSpan.FromSeconds(15);
    /// <summary>Walking from one seat to another takes no longer.</summary>
    private static readonly TimeSpan _walk = TimeSpan.FromSeconds(60);
    private const int Confidence = 700;

    private readonly Occupancy[] _states = [.. seats.Select(_ => new Occupancy())];

    public void Note(SightingBook book, DateTimeOffset at)
    {
        for (var seat = 0; seat < seats.Count; seat++)
        {
            _states[seat].Look(seats[seat].IsOccupied, at, _holds);
        }
        for (var to = 0; to < seats.Count; to++)
        {
            if (_states[to] is not { IsTaken: true, IsNew: true } taken)
            {
                continue;
            }
            taken.IsNew = false;
            if (taken.IsFirst && !assigned.Contains(seats[to].Look.Area.Seat) && Left(taken.Since) is { } from)
            {
                _states[from].IsNew = false;
                book.Note(ObservationKind.SeatChanged, seats[from].Look.Area.Seat, taken.Since,
                    new Glimpse(true, Confidence) { Find = seats[to].Look.Face, OtherSeat = seats[to].Look.Area.Seat });
            }
        }
    }

    /// <summary>Who left last, of those who left shortly before.</summary>
    private int? Left(DateTimeOffset before)
    {
        int? left = null;
        for (var seat = 0; seat < seats.Count; seat++)
        {
            if (_states[seat] is { IsTaken: false, IsNew: true } state && state.Since <= before + _holds && before - state.Since <= _walk
                && (left is null || state.Since > _states[left.Value].Since))
            {
                left = seat;
            }
        }
        return left;
    }

    /// <summary>Whether a seat is taken, once it has held for a while.</summary>
    private sealed class Occupancy
    {
        private DateTimeOffset? _otherwiseSince;
        private bool _known;

        public bool IsTaken { get; private set; }
        /// <summary>It was otherwise before, and nobody has made anything of it yet.</summary>
        public bool IsNew { get; set; }
        /// <summary>Nobody sat here before.</summary>
        public bool IsFirst { get; private set; } = true;
        public DateTimeOffset Since { get; private set; }

        public void Look(bool taken, DateTimeOffset at, TimeSpan holds)
        {
            if (!_known)
            {
                (_known, IsTaken, IsFirst, Since) = (true, taken, !taken, at);
                return;
            }
            if (taken == IsTaken)
            {
                _otherwiseSince = null;
                return;
            }
            _otherwiseSince ??= at;
            if (at - _otherwiseSince >= holds)
            {
                // Leaving again ends the first time that somebody sat here.
                IsFirst &= taken;
                (IsTaken, IsNew, Since, _otherwiseSince) = (taken, true, _otherwiseSince.Value, null);
            }
        }
    }
}
