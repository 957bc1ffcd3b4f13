using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>A person on duty entered a violation; the label names which. One report is one incident.</summary>
internal sealed class ReportedRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        var byCode = sitting.Pieces(line, static seen => seen.Source.Kind == SourceKind.Person && Code(seen) is not null)
            .GroupBy(static piece => Code(piece.Seen)!.Value).OrderBy(static group => group.Key);
        foreach (var group in byCode)
        {
            foreach (var stretch in sitting.Join([.. group], line.Gap))
            {
                var finding = Findings.From(sitting, line, stretch, group.Key) with { IsGazeAlone = Gaze.IsGaze(group.Key) };
                findings.Add(Equipment.IsEquipment(group.Key) ? finding with { Scope = IncidentScope.Equipment } : finding);
            }
        }
    }

    private static ViolationCode? Code(Sighting seen) =>
        seen.Detail.Label is { } label && ViolationCodes.TryParse(label, out var code) ? code : null;
}
