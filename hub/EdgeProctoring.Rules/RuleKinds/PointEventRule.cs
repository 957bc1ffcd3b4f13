namespace EdgeProctoring.Rules;

/// <summary>Something that happens at once; it counts for its nominal length.</summary>
internal sealed class PointEventRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line, Thresholds.Of(line)))
        {
            findings.Add(Findings.From(sitting, line, stretch));
        }
    }
}
