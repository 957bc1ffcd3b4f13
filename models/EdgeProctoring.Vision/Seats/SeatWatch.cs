using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Turns the looks at one seat into sightings.</summary>
internal sealed class SeatWatch(SeatLook look, bool expected)
{
    /// <summary>Degrees from which a head counts as turned.</summary>
    internal const float TurnedFrom = 25;
    /// <summary>Degrees from which a turned head looks at whoever sits on that side.</summary>
    private const float ToNeighbourFrom = 30;
    /// <summary>Nobody is seen where somebody should be: how sure that is.</summary>
    private const int EmptyConfidence = 800;
    /// <summary>Networks call some phones a remote control; it is one only perhaps.</summary>
    private const float RemoteIsPhone = 0.8f;

    private readonly SeatBaseline _baseline = new();
    private readonly SeatPosture _posture = new();

    public SeatLook Look => look;
    /// <summary>Somebody is here; where somebody else stands before the seat, as it was before.</summary>
    public bool IsOccupied { get; private set; }
    /// <summary>Whoever sits to the picture's left and right in the same row.</summary>
    public SeatWatch? Left { get; set; }
    public SeatWatch? Right { get; set; }

    public void Note(SightingBook book, DateTimeOffset at)
    {
        var seat = look.Area.Seat;
        IsOccupied = look.IsTaken || (look.IsHidden && IsOccupied);
        if (expected && !look.IsHidden)
        {
            book.Look(ObservationKind.SeatEmpty, seat, at, look.IsTaken ? Glimpse.Nothing : new Glimpse(true, EmptyConfidence));
        }
        NoteThings(book, at);
        var turned = look.Face is { } face && MathF.Abs(face.Yaw) >= TurnedFrom;
        book.Look(ObservationKind.HeadTurned, seat, at, turned ? Glimpse.Of(look.Face) : Glimpse.Nothing);
        book.Look(ObservationKind.LookingAtNeighbour, seat, at, LookedAt() is { } other ? Glimpse.Of(look.Face) with { OtherSeat = other } : Glimpse.Nothing);
        book.Look(ObservationKind.HeadsTogether, seat, at, look.HeadBeside is { } beside ? Glimpse.Of(look.Face) with { OtherSeat = beside } : Glimpse.Nothing);
        book.Look(ObservationKind.PersonStood, seat, at, _posture.Stands(look.Face) ? Glimpse.Of(look.Face) : Glimpse.Nothing);
        if (_posture.Usual is { } usual)
        {
            look.Learn(usual);
        }
    }

    /// <summary>A phone counts whenever it is seen; that there is none, and what lies on the desk, is said from close looks alone.</summary>
    private void NoteThings(SightingBook book, DateTimeOffset at)
    {
        var seat = look.Area.Seat;
        var remote = Remote();
        if (look.IsClose || look.Phone is not null || remote is not null)
        {
            book.Look(ObservationKind.Phone, seat, at, look.Phone is not null ? Glimpse.Of(look.Phone, "phone") : Glimpse.Of(remote, "remote"));
        }
        if (look.IsClose)
        {
            _baseline.Learn(look.Things);
            book.Look(ObservationKind.Book, seat, at, Glimpse.Of(News(DetectedThing.Book, DetectedThing.Book), "book"));
            book.Look(ObservationKind.Computer, seat, at, Glimpse.Of(News(DetectedThing.Laptop, DetectedThing.Keyboard), "laptop"));
        }
    }

    /// <summary>The neighbour on the side to which the nose points; nobody looks at an empty seat.</summary>
    private string? LookedAt()
    {
        if (look.Face is not { } face || MathF.Abs(face.Yaw) < ToNeighbourFrom)
        {
            return null;
        }
        var beside = face.Yaw > 0 ? Left : Right;
        return beside?.Look.IsTaken == true ? beside.Look.Area.Seat : null;
    }

    private Detection? Remote()
    {
        foreach (var thing in look.Things)
        {
            if (thing.Thing == DetectedThing.Remote && look.IsTaken)
            {
                return thing with { Score = thing.Score * RemoteIsPhone, Sureness = thing.Sureness * RemoteIsPhone };
            }
        }
        return null;
    }

    /// <summary>The first find of either kind that did not lie there when the exam began.</summary>
    private Detection? News(DetectedThing one, DetectedThing other)
    {
        foreach (var thing in look.Things)
        {
            if ((thing.Thing == one || thing.Thing == other) && !_baseline.Knows(thing))
            {
                return thing;
            }
        }
        return null;
    }
}
