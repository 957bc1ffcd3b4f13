namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>Somebody goes to a room: how it was drawn, and among which.</summary>
public sealed record Visit(string Id, long Number, string Exam, string Room, DrawWay Way, string Seed, IReadOnlyList<Candidate> Candidates, string? Reason, string By, string Name, DateTimeOffset At)
{
    public VisitOutcome? Outcome { get; init; }
    public bool IsDrawn => Way != DrawWay.Chosen;

    /// <summary>Drawing again gives the same room.</summary>
    public bool Holds => IsDrawn && Candidates.Count > 0 && RoomDraw.Of(Seed, Candidates) is var drawn && drawn.Way == Way && drawn.Room.Exam == Exam && drawn.Room.Room == Room;
}

/// <summary>What the visitor signed.</summary>
public sealed record VisitOutcome(VisitResult Result, string? Note, HeadCount Heads, IReadOnlyDictionary<string, bool> Checks, IReadOnlyList<string> Pictures, DateTimeOffset Done, DateTimeOffset At);

/// <summary>How many the visitor counted, by role; absent where not counted.</summary>
public sealed record HeadCount(int? Examinees, int? Staff, int? Strangers);

public enum VisitResult
{
    Conforms = 1,
    Irregular,

    /// <summary>Not visited, with the reason.</summary>
    Skipped,
}
