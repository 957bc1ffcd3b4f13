namespace EdgeProctoring.Rules;

/// <summary>A thing that may not be here. It is seen in glimpses: they join across the gap, and each may count for a nominal time.</summary>
internal sealed class ObjectSeenRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line))
        {
            if (stretch.Length >= line.Sustain)
            {
                findings.Add(Findings.From(sitting, line, stretch));
            }
        }
    }
}
