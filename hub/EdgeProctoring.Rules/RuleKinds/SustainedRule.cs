namespace EdgeProctoring.Rules;

/// <summary>Something was seen for long enough.</summary>
internal sealed class SustainedRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line, Thresholds.Of(line)))
        {
            if (stretch.Length >= line.Sustain)
            {
                findings.Add(Findings.From(sitting, line, stretch));
            }
        }
    }
}
