namespace EdgeProctoring.Rules;

/// <summary>Something was seen for long enough.</summary>
internal sealed class SustainedRule(RuleLine line) : IRule
{
    private readonly Func<Sighting, bool>? _wanted = Thresholds.Of(line);

    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line, _wanted))
        {
            if (stretch.Length >= line.Sustain)
            {
                findings.Add(Findings.From(sitting, line, stretch));
            }
        }
    }
}
