namespace EdgeProctoring.Hub.Dashboard;

/// <summary>One sitting as a person judges it: who, the score explained, what happened, what is not on record.</summary>
public sealed record CaseView(string Exam, string Title, string Sitting, string Name, string? Group, string Room, string? Seat, string Mode, string State, DateTimeOffset From, DateTimeOffset To, string Pack)
{
    public int? Trust { get; init; }
    public int? Confirmed { get; init; }
    public int? Coverage { get; init; }
    public required string Explained { get; init; }
    public required string Proposal { get; init; }
    public IReadOnlyList<CaseLoss> Losses { get; init; } = [];
    public IReadOnlyList<CaseIncident> Incidents { get; init; } = [];
    public IReadOnlyList<CaseSpan> Gaps { get; init; } = [];
    public IReadOnlyList<CaseSpan> Breaks { get; init; } = [];
    public IReadOnlyList<CaseTrack> Tracks { get; init; } = [];
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];
    public DateTimeOffset? GraceEnd { get; init; }
    public string? Previous { get; init; }
    public string? Next { get; init; }

    public int Open => Incidents.Count(incident => incident.IsOpen);
    public CaseStep? Judged => Steps.LastOrDefault(step => step.Kind == "review");
}

/// <summary>What a violation cost.</summary>
public sealed record CaseLoss(string Name, TimeSpan Length, int Tenths);

/// <summary>A stretch of time, and why it is one.</summary>
public sealed record CaseSpan(DateTimeOffset From, DateTimeOffset To, string Why);

/// <summary>What a member of staff did.</summary>
public sealed record CaseStep(string Kind, string By, DateTimeOffset At, string? Reason);

/// <summary>An incident of a sitting; <see cref="By"/> is machine, person or dismissed.</summary>
public sealed record CaseIncident(string Id, string Code, string Name, string Why, string Severity, string By, string State, DateTimeOffset From, DateTimeOffset To)
{
    public bool Runs { get; init; }
    public bool InGrace { get; init; }
    public bool IsAllowed { get; init; }
    public bool IsCovered { get; init; }
    public int Cameras { get; init; }
    public IReadOnlyList<CasePiece> Pieces { get; init; } = [];
    public string? Verdict { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Reason { get; init; }

    /// <summary>A person should look at it.</summary>
    public bool IsOpen => State is "open" or "partly" && Severity != "tech" && !InGrace && !IsAllowed;
    public CasePiece? Picture => Pieces.FirstOrDefault(piece => !piece.IsFilm);
    public CasePiece? Film => Pieces.FirstOrDefault(piece => piece.IsFilm);
}

/// <summary>What one camera recorded of the sitting.</summary>
public sealed record CaseTrack(string Name, IReadOnlyList<CaseFilm> Films);

/// <summary>One recording.</summary>
public sealed record CaseFilm(string Id, DateTimeOffset From, DateTimeOffset To);

/// <summary>A piece of evidence that the hub holds.</summary>
public sealed record CasePiece(string Id, bool IsFilm, DateTimeOffset From);

/// <summary>One line of the list of students.</summary>
public sealed record CaseRow(string Exam, string Sitting, string Name, string? Group, string Room, string? Seat, string Mode, string State, TimeSpan Length, int? Trust, int? Coverage, int Open, string? Honest);
