namespace EdgeProctoring.Rules;

/// <summary>What one rule has found in a sitting; the entries are made when a judgement asks for them.</summary>
internal sealed class RuleRecord(List<Finding> findings, HashSet<NotApplied>? unmeasured)
{
    public List<Finding> Findings { get; } = findings;
    /// <summary>Views of which nobody knows whether the rule may be applied to them.</summary>
    public HashSet<NotApplied>? Unmeasured { get; } = unmeasured;
    public List<Entry>? Entries { get; set; }

    /// <summary>Applies a rule; null where it has nothing to say.</summary>
    public static RuleRecord? Of(int number, SittingView view)
    {
        var rule = view.Pack.Rules[number];
        var line = rule.Line;
        var sitting = view.Sitting;
        if (!line.Modes.Allow(sitting.Mode) || (line.Consent is { } consent && !sitting.Consents.Contains(consent)))
        {
            return null;
        }
        view.Begin(number);
        var findings = view.Findings;
        if (line.Kind is RuleKind.Equipment or RuleKind.Reported)
        {
            view.Part = Part.Whole;
            rule.Judge(view, findings);
        }
        else
        {
            view.Part = Part.OutsideBreaks;
            rule.Judge(view, findings);
            Exempt(findings, 0, Exemptions.Of(line, sitting));
            if (view.Frame.Breaks.Count > 0)
            {
                var outside = findings.Count;
                view.Part = Part.InsideBreaks;
                rule.Judge(view, findings);
                Exempt(findings, outside, Exemption.Break);
            }
        }
        return findings.Count == 0 && view.Unmeasured is null ? null : new RuleRecord([.. findings], view.Unmeasured);
    }

    private static void Exempt(List<Finding> findings, int first, Exemption exempt)
    {
        if (exempt != Exemption.None)
        {
            for (var at = first; at < findings.Count; at++)
            {
                findings[at] = findings[at] with { Exempt = exempt };
            }
        }
    }
}
