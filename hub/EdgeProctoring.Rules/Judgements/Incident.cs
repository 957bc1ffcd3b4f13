using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What a rule concluded about a sitting. It proposes; only a person's verdict confirms or dismisses it.</summary>
public sealed record Incident
{
    /// <summary>
    /// Made from the sitting, the code and the first observation (or the verdict that made it): growing at its end never changes it.
    /// When a late observation lengthens it at its beginning or joins two incidents, the id of the earliest observation remains.
    /// </summary>
    public required string Id { get; init; }
    public required ViolationCode Code { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    /// <summary>Still going on at the as-of time.</summary>
    public bool IsOpen { get; init; }
    public required IncidentScope Scope { get; init; }
    /// <summary>The examinee's seat, or both seats of a pair; none when remote or for a whole room.</summary>
    public required IReadOnlyList<string> Seats { get; init; }
    public required IReadOnlyList<Source> Sources { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }
    public required ViolationClass Class { get; init; }
    public required Why Why { get; init; }
    public Exemption Exempt { get; init; }
    /// <summary>It lies wholly within the grace period: logged, without cost.</summary>
    public bool InGrace { get; init; }
    public ReviewState Review { get; init; } = ReviewState.Open;
    /// <summary>The verdicts that hold for some part of it, in order.</summary>
    public IReadOnlyList<string> Verdicts { get; init; } = [];
    /// <summary>Milliseconds that count towards the score.</summary>
    public long Counted { get; init; }
    /// <summary>It names evidence, and a recording covers the incident (or the rule's sustain time of it) without a gap.</summary>
    public bool IsCovered { get; init; }
    /// <summary>Only somebody's gaze speaks for it.</summary>
    public bool IsGazeAlone { get; init; }
}

/// <summary>Whom an incident concerns.</summary>
public enum IncidentScope
{
    Person = 1,
    /// <summary>Two seats.</summary>
    Pair,
    /// <summary>A whole room: costs nobody until a person names a seat.</summary>
    Room,
    /// <summary>The university's equipment: never costs anybody.</summary>
    Equipment,
}

/// <summary>Why an incident costs nothing although it happened.</summary>
public enum Exemption
{
    None = 0,
    /// <summary>The exam allows this aid.</summary>
    Aid,
    Accommodation,
    /// <summary>It happened during approved time off.</summary>
    Break,
    /// <summary>The pack does not know this violation, or not in a hall (or remote).</summary>
    Mode,
}

/// <summary>What persons have decided about an incident.</summary>
public enum ReviewState
{
    Open = 0,
    /// <summary>Some of its time is still open.</summary>
    Partly,
    Confirmed,
    Dismissed,
    /// <summary>It counts as another violation.</summary>
    Recoded,
}
