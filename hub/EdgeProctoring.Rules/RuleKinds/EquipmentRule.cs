namespace EdgeProctoring.Rules;

/// <summary>Equipment failed: a ticket and a pause of scoring for the senses it blinds. It never costs points.</summary>
internal sealed class EquipmentRule(RuleLine line) : IRule
{
    private readonly Func<Sighting, bool>? _wanted = Thresholds.Of(line);

    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line, _wanted))
        {
            if (stretch.Length >= line.Sustain)
            {
                findings.Add(Findings.From(sitting, line, stretch) with { Class = ViolationClass.None, Pauses = line.Pauses });
            }
        }
    }
}
