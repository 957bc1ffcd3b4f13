namespace EdgeProctoring.Vision;

/// <summary>Gives each find to the seat that it belongs to. A face is one seat's at most, the nearest pair first.</summary>
internal sealed class SeatBinder(IReadOnlyList<SeatLook> seats)
{
    /// <summary>A head further than this from its seat's place (in seats) belongs to nobody who sits.</summary>
    private const float HeadReach = 1.2f;
    /// <summary>Two heads are together when their middles are closer than so many faces.</summary>
    private const float TogetherWithin = 1.7f;
    /// <summary>A head of another size than usual belongs to another row: what that adds to its distance.</summary>
    private const float SizeWeight = 8;
    /// <summary>Heads that come nearer or are bent differ by this much (as a logarithm) and are still the same.</summary>
    private const float HeadsVary = 0.1f;
    /// <summary>Who stands in the own place is so far from it.</summary>
    private const float ToStand = 0.6f;

    private readonly List<(float Distance, int Face, SeatLook Seat)> _pairs = [];
    private readonly HashSet<int> _taken = [];

    /// <summary>Binds all; returns how many heads belong to no seat.</summary>
    public int Bind(List<Detection> found)
    {
        foreach (var seat in seats)
        {
            seat.Clear();
        }
        var strangers = BindFaces(found);
        foreach (var detection in found)
        {
            BindOther(detection);
        }
        foreach (var seat in seats)
        {
            seat.IsHidden = !seat.IsTaken && IsHidden(seat, found);
        }
        FindHeadsTogether();
        return strangers;
    }

    private int BindFaces(List<Detection> found)
    {
        _pairs.Clear();
        _taken.Clear();
        var faces = 0;
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].Thing != DetectedThing.Face)
            {
                continue;
            }
            faces++;
            foreach (var seat in seats)
            {
                var distance = Distance(seat, found[at]);
                if (distance < HeadReach)
                {
                    _pairs.Add((distance, at, seat));
                }
            }
        }
        _pairs.Sort(static (a, b) => a.Distance.CompareTo(b.Distance));
        foreach (var (_, face, seat) in _pairs)
        {
            if (seat.Face is null && _taken.Add(face))
            {
                seat.Face = found[face];
            }
        }
        return faces - _taken.Count;
    }

    /// <summary>How far a head is from where the seat's owner has it, sitting or standing; one of another size is further.</summary>
    private static float Distance(SeatLook seat, in Detection head)
    {
        var sitting = seat.Area.HeadDistance(head.CentreX, head.CentreY);
        var standing = seat.HasUsualHead && seat.Area.IsAbove(head.CentreX, head.CentreY) ? ToStand + seat.Area.Beside(head.CentreX) : float.MaxValue;
        return MathF.Min(sitting, standing) + (SizeWeight * MathF.Max(0, seat.DiffersInSize(head) - HeadsVary));
    }

    private void BindOther(in Detection detection)
    {
        switch (detection.Thing)
        {
            case DetectedThing.Face:
                break;
            case DetectedThing.Person when Nearest(detection.CentreX, detection.Top + (detection.Height / 3)) is { } sitter:
                sitter.Person |= !sitter.IsTooWide(detection);
                break;
            case DetectedThing.Phone when Nearest(detection.CentreX, detection.CentreY) is { } holder && !(holder.Phone?.Score > detection.Score):
                holder.Phone = detection;
                break;
            case not (DetectedThing.Person or DetectedThing.Phone) when Nearest(detection.CentreX, detection.CentreY) is { } owner:
                owner.Things.Add(detection);
                break;
        }
    }

    /// <summary>Somebody nearer is before the place where this seat's head would be: whether it is empty cannot be told.</summary>
    private static bool IsHidden(SeatLook seat, List<Detection> found)
    {
        foreach (var one in found)
        {
            if (one.Thing == DetectedThing.Face && seat.IsBehind(one))
            {
                return true;
            }
        }
        return false;
    }

    private SeatLook? Nearest(float x, float y)
    {
        SeatLook? nearest = null;
        foreach (var seat in seats)
        {
            if (seat.Area.Contains(x, y) && (nearest is null || seat.Area.Distance(x, y) < nearest.Area.Distance(x, y)))
            {
                nearest = seat;
            }
        }
        return nearest;
    }

    private void FindHeadsTogether()
    {
        for (var one = 0; one < seats.Count; one++)
        {
            for (var two = one + 1; two < seats.Count; two++)
            {
                if (seats[one].Area.Row == seats[two].Area.Row && seats[one].Face is { } a && seats[two].Face is { } b
                    && MathF.Abs(a.CentreX - b.CentreX) < TogetherWithin * (a.Width + b.Width) / 2
                    && MathF.Abs(a.CentreY - b.CentreY) < (a.Height + b.Height) / 2)
                {
                    (seats[one].HeadBeside, seats[two].HeadBeside) = (seats[two].Area.Seat, seats[one].Area.Seat);
                }
            }
        }
    }
}
