namespace EdgeProctoring.Rules;

/// <summary>What the machine proposes. A named person decides.</summary>
public sealed record Proposal
{
    public required Outcome Outcome { get; init; }
    public required ProposalReason Reason { get; init; }
    /// <summary>The class that carries it.</summary>
    public ViolationClass Class { get; init; }
    public int? Points { get; init; }
    public DecisionDocument Document { get; init; }
    /// <summary>What the commission may choose instead.</summary>
    public IReadOnlyList<Outcome> Alternatives { get; init; } = [];
    /// <summary>The incidents that it rests on.</summary>
    public IReadOnlyList<string> Incidents { get; init; } = [];
    /// <summary>Persons have confirmed all of them; nothing can be signed before.</summary>
    public bool IsConfirmed { get; init; }
}

public enum ProposalReason
{
    /// <summary>There is no violation of a class.</summary>
    NoViolation = 1,
    /// <summary>Incidents of this class, with covered evidence.</summary>
    Violations,
    /// <summary>The sitting has not lasted long enough to count.</summary>
    TooShort,
    /// <summary>Too little was recorded, or nobody knows how much.</summary>
    InsufficientEvidence,
    /// <summary>There are incidents, but no covered evidence of them.</summary>
    NoCoveredEvidence,
    /// <summary>Only somebody's gaze speaks for it.</summary>
    GazeAlone,
}
