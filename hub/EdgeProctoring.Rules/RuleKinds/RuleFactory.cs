using System.Diagnostics;

namespace EdgeProctoring.Rules;

internal static class RuleFactory
{
    public static IRule Create(RuleLine line) => line.Kind switch
    {
        RuleKind.Sustained => new SustainedRule(line),
        RuleKind.Count => new CountOverRosterRule(line),
        RuleKind.Object => new ObjectSeenRule(line),
        RuleKind.Point => new PointEventRule(line),
        RuleKind.Corroborated => new CorroboratedRule(line),
        RuleKind.Pair => new SeatPairRule(line),
        RuleKind.Equipment => new EquipmentRule(line),
        RuleKind.Reported => new ReportedRule(line),
        _ => throw new UnreachableException($"{line.Kind}"),
    };
}
