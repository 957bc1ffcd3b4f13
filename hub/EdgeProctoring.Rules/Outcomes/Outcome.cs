namespace EdgeProctoring.Rules;

/// <summary>What may become of a sitting. Ordered by gravity.</summary>
public enum Outcome
{
    /// <summary>Nothing to decide.</summary>
    None = 0,
    /// <summary>A person looks at it; the pack's document names no sanction.</summary>
    Review,
    /// <summary>The result is set to so many points.</summary>
    Points,
    /// <summary>Retake by protocol.</summary>
    Retake,
    /// <summary>The result is annulled.</summary>
    Annul,
}

/// <summary>Which paper carries the decision.</summary>
public enum DecisionDocument
{
    None = 0,
    /// <summary>Act on a violation.</summary>
    Act,
    /// <summary>Retake protocol "A".</summary>
    ProtocolA,
}

/// <summary>What a class of violations leads to at one university: the proposal and what the commission may choose instead.</summary>
public sealed record OutcomeLine(Outcome Propose, int? Points, DecisionDocument Document, IReadOnlyList<Outcome> Alternatives, string From);
