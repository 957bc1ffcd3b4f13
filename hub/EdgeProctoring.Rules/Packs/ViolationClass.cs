namespace EdgeProctoring.Rules;

/// <summary>How grave a violation is. Ordered: a graver class is a larger number.</summary>
public enum ViolationClass
{
    /// <summary>Recorded, no sanction of its own.</summary>
    None = 0,
    Fx = 1,
    F = 2,
}
