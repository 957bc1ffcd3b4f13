namespace EdgeProctoring.Rules;

/// <summary>The reason of an incident as data.</summary>
public sealed record Why
{
    public required RuleKind Rule { get; init; }
    /// <summary>The kinds of observations that made it.</summary>
    public required IReadOnlyList<string> Saw { get; init; }
    /// <summary>How long it lasted.</summary>
    public required long Milliseconds { get; init; }
    /// <summary>How long it had to last.</summary>
    public required long AtLeast { get; init; }
    /// <summary>Kinds that corroborate it.</summary>
    public IReadOnlyList<string> CorroboratedBy { get; init; } = [];
    /// <summary>A second camera saw it too.</summary>
    public bool SecondCamera { get; init; }
    /// <summary>How many people there may be (head counts).</summary>
    public int? Expected { get; init; }
    /// <summary>How many were seen at most, staff not counted (head counts).</summary>
    public int? Counted { get; init; }
    /// <summary>The verdict that made it.</summary>
    public string? Verdict { get; init; }
}
