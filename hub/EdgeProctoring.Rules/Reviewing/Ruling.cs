using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>A verdict that holds, on the sitting's own time, with its place in the order of deciding.</summary>
internal sealed record Ruling(int Order, Verdict Verdict, ViolationCode Code, long From, long To)
{
    public VerdictKind Kind => Verdict.Decision;

    /// <summary>Whether it named the seat of a room-level incident.</summary>
    public bool Names(Sitting sitting)
    {
        foreach (var stay in sitting.Seats)
        {
            if (Verdict.Seats.Contains(stay.Seat))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>A stretch of a finding and the last ruling on it, if any.</summary>
internal readonly record struct Ruled(Span Span, Ruling? By);
