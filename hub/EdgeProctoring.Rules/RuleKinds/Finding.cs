using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What a rule concluded, before anybody judged it: times in milliseconds since the sitting's start.</summary>
internal sealed record Finding
{
    public required ViolationCode Code { get; init; }
    public required long From { get; init; }
    public required long To { get; init; }
    public required IReadOnlyList<string> Seats { get; init; }
    public required IReadOnlyList<Source> Sources { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }
    public required IncidentScope Scope { get; init; }
    /// <summary>It names nobody: seen of a whole room.</summary>
    public bool OfRoom { get; init; }
    public required Why Why { get; init; }
    /// <summary>What gives the incident its id: its first observation, or the verdict that made it.</summary>
    public required string Anchor { get; init; }
    public Senses Sense { get; init; }
    /// <summary>Equipment: the senses that it blinds.</summary>
    public Senses Pauses { get; init; }
    public bool IsOpen { get; init; }
    /// <summary>A class other than the violation's own.</summary>
    public ViolationClass? Class { get; init; }
    public bool IsGazeAlone { get; init; }
    /// <summary>Whether it can cost this examinee anything.</summary>
    public bool Charges { get; init; } = true;
    public Exemption Exempt { get; init; }
    /// <summary>How long it must at least be covered by a recording to count as evidence.</summary>
    public long Sustain { get; init; }
    /// <summary>Verdicts up to this place in their order were made before it and say nothing about it.</summary>
    public int AfterRuling { get; init; } = -1;
}
