namespace EdgeProctoring.Hub.Dashboard;

/// <summary>An exam in the list and in the day's plan.</summary>
public sealed record ExamRow(string Id, string Title, DateTimeOffset From, DateTimeOffset To, string Pack, IReadOnlyList<string> Rooms, int Sittings, bool Sealed);

/// <summary>An exam with all that was planned for it.</summary>
public sealed record ExamSheet(ExamRow Exam, string? Course, bool Identify, IReadOnlyList<string> Aids, IReadOnlyList<string> Groups, IReadOnlyList<RoomSheet> Rooms, int Unseated, IReadOnlyList<RosterRow> Roster)
{
    public string? More { get; init; }
}

/// <summary>A room of an exam and who attends it.</summary>
public sealed record RoomSheet(string Room, int Staff, IReadOnlyList<string> People);

/// <summary>One who sits the exam.</summary>
public sealed record RosterRow(string Sitting, string Name, string? Group, string? Room, string? Seat, string State, int? Trust, int? Coverage, int Open, int Confirmed, IReadOnlyList<string> Accommodations);

/// <summary>What taking a table would do.</summary>
public sealed record ImportPreview(string Name, string Content, IReadOnlyList<ImportLine> Changes, int Unchanged, IReadOnlyList<ImportError> Errors, bool Taken);

public sealed record ImportLine(int Line, string Room, string Seat, string Person, string Name, string? Group, bool IsNew);

public sealed record ImportError(int Line, string Column, string Value, string Cure);

/// <summary>The completeness of an exam's record: lanes of minutes, what lacks, the seal.</summary>
public sealed record LedgerSheet(string Exam, string Title, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<LedgerLane> Lanes, IReadOnlyList<LedgerPoint> Points, string? SealedBy, DateTimeOffset? SealedAt)
{
    public int Open => Points.Count(point => point.AcceptedBy is null);
}

/// <summary>One stream of one room: its minutes as runs of one state (held, gap, missing, accepted).</summary>
public sealed record LedgerLane(string Room, string Stream, int Held, int All, IReadOnlyList<LedgerRun> Runs);

public sealed record LedgerRun(DateTimeOffset From, DateTimeOffset To, string State, string? Reason);

public sealed record LedgerPoint(string Id, string Kind, string? Room, string About, DateTimeOffset? From, DateTimeOffset? To, string? Reason, string? AcceptedBy, string? AcceptedFor);
