namespace EdgeProctoring.Rules;

/// <summary>What a pack's file says, checked. Times in milliseconds.</summary>
public sealed record PackContent
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    /// <summary>The pack's name by language (kk, ru, en).</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }
    /// <summary>Violations in the first so many milliseconds are logged and cost nothing.</summary>
    public required Cited<long> Grace { get; init; }
    /// <summary>A sitting counts only if it lasts longer than this.</summary>
    public required Cited<long> CountsAfter { get; init; }
    /// <summary>A remote sitting ends after so long without activity; 0 = never.</summary>
    public required Cited<long> IdleEnd { get; init; }
    /// <summary>Coverage (thousandths) below which the evidence is insufficient.</summary>
    public required Cited<int> CoverageFloor { get; init; }
    /// <summary>Days that recordings are kept.</summary>
    public required Cited<int> KeepDays { get; init; }
    public required IReadOnlyDictionary<ViolationClass, OutcomeLine> Outcomes { get; init; }
    public required IReadOnlyList<Violation> Violations { get; init; }
    public required IReadOnlyList<RuleLine> Rules { get; init; }
}

/// <summary>A number and the document that it comes from.</summary>
public sealed record Cited<T>(T Value, string From);
