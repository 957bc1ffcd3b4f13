namespace EdgeProctoring.Contracts;

/// <summary>What a named person decided.</summary>
public enum VerdictKind
{
    /// <summary>It is a violation.</summary>
    Confirm = 1,
    /// <summary>It is none.</summary>
    Dismiss,
    /// <summary>It is a violation of another kind.</summary>
    Recode,
    /// <summary>The person saw a violation that nothing else shows.</summary>
    Report,
    /// <summary>An earlier verdict no longer counts.</summary>
    Undo,
}

/// <summary>
/// A named person's decision on one kind of violation over a stretch of time. It names the time that the person judged, not the
/// id of an incident, so it holds when late observations lengthen or join incidents: what was not judged stays open.
/// Of several verdicts on one moment the latest counts. Verdicts are only ever added.
/// </summary>
public sealed record Verdict
{
    public required string Id { get; init; }
    public required VerdictKind Decision { get; init; }
    /// <summary>Who decided.</summary>
    public required string By { get; init; }
    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The violation judged (absent only for an undo).</summary>
    public ViolationCode? Code { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    /// <summary>What it is instead (recode).</summary>
    public ViolationCode? NewCode { get; init; }
    /// <summary>Seats that a person names for an incident of a whole room; empty otherwise.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>Why; required for a dismissal.</summary>
    public string? Reason { get; init; }
    /// <summary>The verdict that no longer counts (undo).</summary>
    public string? Undoes { get; init; }
}
