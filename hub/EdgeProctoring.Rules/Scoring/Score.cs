using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Trust in tenths of a percent, and what it lost by which violation.</summary>
public sealed record Score
{
    /// <summary>0 to 1000; absent while the sitting does not count.</summary>
    public int? Trust { get; init; }
    /// <summary>The same over confirmed incidents alone.</summary>
    public int? Confirmed { get; init; }
    /// <summary>The largest loss first.</summary>
    public required IReadOnlyList<Loss> Losses { get; init; }
    /// <summary>Why there is no trust; absent where there is.</summary>
    public NoScore? Reason { get; init; }
}

/// <summary>What one violation cost: its time without overlaps (ms) and the loss in tenths of a percent.</summary>
public sealed record Loss(ViolationCode Code, long Milliseconds, int Tenths);

public enum NoScore
{
    /// <summary>It has not lasted longer than the pack's least time.</summary>
    TooShort = 1,
}
