namespace EdgeProctoring.Rules;

/// <summary>Something that happens at once; it counts for its nominal length.</summary>
internal sealed class PointEventRule(RuleLine line) : IRule
{
    private readonly Func<Sighting, bool>? _wanted = Thresholds.Of(line);

    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        foreach (var stretch in sitting.Stretches(line, _wanted))
        {
            findings.Add(Findings.From(sitting, line, stretch));
        }
    }
}
