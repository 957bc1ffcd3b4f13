namespace EdgeProctoring.Rules;

/// <summary>The kinds of rules; each has one file in RuleKinds.</summary>
public enum RuleKind
{
    Sustained = 1,
    Count,
    Object,
    Point,
    Corroborated,
    Pair,
    Equipment,
    Reported,
}
