namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>A visit as its page shows it.</summary>
public sealed record VisitSheet(Visit Visit, RoomNow Room, IReadOnlyList<VisitCamera> Cameras, IReadOnlyList<VisitSeat> Seats, int Done, int Rooms)
{
    public Candidate Risk => Visit.Candidates.First(one => one.Exam == Visit.Exam && one.Room == Visit.Room);
}

/// <summary>A camera that looks into the room.</summary>
public sealed record VisitCamera(string Node, string Id);

/// <summary>A seat and its corners in ten-thousandths of the picture.</summary>
public sealed record VisitSeat(string Id, IReadOnlyList<int[]> Corners);

/// <summary>A line of the list of earlier visits.</summary>
public sealed record VisitLine(Visit Visit, string Title, string Room);

/// <summary>How much of a faculty was visited.</summary>
public sealed record FacultyCoverage(string? Faculty, int Rooms, int Visited, int Irregular);
