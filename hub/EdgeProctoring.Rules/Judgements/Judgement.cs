namespace EdgeProctoring.Rules;

/// <summary>What the rules make of one sitting: a function of the pack, the sitting and the sets of observations and verdicts.</summary>
public sealed record Judgement
{
    public required string Sitting { get; init; }
    public required string PackId { get; init; }
    public required int PackVersion { get; init; }
    public required string PackHash { get; init; }
    public required DateTimeOffset Start { get; init; }
    /// <summary>Where judging ended: the sitting's end, its as-of time, or the inactivity that ended it.</summary>
    public required DateTimeOffset End { get; init; }
    public required bool EndedByInactivity { get; init; }
    /// <summary>In order of time.</summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }
    public required Score Score { get; init; }
    public required SittingCoverage Coverage { get; init; }
    public required Proposal Proposal { get; init; }
    /// <summary>When scoring was paused by equipment, and for which senses.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }
    /// <summary>Rules that were not applied to some view of this examinee, and why.</summary>
    public required IReadOnlyList<NotApplied> NotApplied { get; init; }
}

/// <summary>Equipment was blind to these senses.</summary>
public sealed record Pause(DateTimeOffset From, DateTimeOffset To, Senses Senses);
