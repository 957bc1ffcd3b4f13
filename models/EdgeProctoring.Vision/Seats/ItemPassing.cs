using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Notices that a thing went from one seat to the next: it is gone from the one, and within moments it is at the other.
/// Only things that a detector finds: a sheet of paper that is passed is not seen.
/// </summary>
internal sealed class ItemPassing(IReadOnlyList<SeatWatch> seats)
{
    private static readonly TimeSpan _hand = TimeSpan.FromSeconds(4);
    private const int Confidence = 700;
    private const int ToHold = 2;

    private readonly Held[] _held = [.. seats.Select(_ => new Held())];

    public void Note(SightingBook book, DateTimeOffset at)
    {
        for (var seat = 0; seat < seats.Count; seat++)
        {
            _held[seat].Look(seats[seat].Look.Phone is not null, at);
        }
        for (var to = 0; to < seats.Count; to++)
        {
            if (_held[to].HasJustCome && From(to, at) is { } from)
            {
                _held[from].Forget();
                book.Note(ObservationKind.ItemPassed, seats[from].Look.Area.Seat, at,
                    Glimpse.Of(seats[to].Look.Phone, "phone") with { Confidence = Confidence, OtherSeat = seats[to].Look.Area.Seat });
            }
        }
    }

    private int? From(int to, DateTimeOffset at)
    {
        for (var seat = 0; seat < seats.Count; seat++)
        {
            var beside = seats[to].Left == seats[seat] || seats[to].Right == seats[seat];
            if (beside && _held[seat] is { IsGone: true } held && at - held.LastSeen <= _hand)
            {
                return seat;
            }
        }
        return null;
    }

    private sealed class Held
    {
        private int _looks;

        public DateTimeOffset LastSeen { get; private set; }
        /// <summary>It was there for some looks and is not any more.</summary>
        public bool IsGone { get; private set; }
        /// <summary>This is the look that makes it certain.</summary>
        public bool HasJustCome { get; private set; }

        public void Look(bool seen, DateTimeOffset at)
        {
            HasJustCome = false;
            if (seen)
            {
                HasJustCome = ++_looks == ToHold;
                (LastSeen, IsGone) = (at, false);
            }
            else
            {
                IsGone |= _looks >= ToHold;
                _looks = 0;
            }
        }

        public void Forget() => (IsGone, _looks) = (false, 0);
    }
}
