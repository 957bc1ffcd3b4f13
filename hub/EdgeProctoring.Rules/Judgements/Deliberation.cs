using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The way from rules to a judgement: apply each rule, hear the verdicts, count the time, propose.</summary>
internal static class Deliberation
{
    /// <summary>What one rule finds; null where it finds nothing.</summary>
    public static List<Finding>? Apply(int number, SittingView view)
    {
        var rule = view.Pack.Rules[number];
        var line = rule.Line;
        var sitting = view.Sitting;
        if (!line.Modes.Allow(sitting.Mode) || (line.Consent is { } consent && !sitting.Consents.Contains(consent)))
        {
            return null;
        }
        var findings = new List<Finding>();
        view.Rule = number;
        if (line.Kind is RuleKind.Equipment or RuleKind.Reported)
        {
            view.Part = Part.Whole;
            rule.Judge(view, findings);
        }
        else
        {
            view.Part = Part.OutsideBreaks;
            rule.Judge(view, findings);
            Exempt(findings, 0, ExemptionOf(line, sitting));
            if (view.Frame.Breaks.Count > 0)
            {
                var outside = findings.Count;
                view.Part = Part.InsideBreaks;
                rule.Judge(view, findings);
                Exempt(findings, outside, Exemption.Break);
            }
        }
        return findings.Count == 0 ? null : findings;
    }

    public static Judgement Conclude(RulePack pack, Sitting sitting, SightingStore store, Frame frame, IEnumerable<Finding> found, List<Ruling> rulings)
    {
        var findings = found.ToList();
        var bench = new Bench(sitting, frame, rulings);
        var scorer = new Scorer(pack);
        var pauses = new PauseBook(findings);
        var recordings = new Recordings(pack, sitting, store, frame);
        var incidents = new IncidentWriter(pack, sitting, frame, bench, pauses, recordings).Write(bench.Hear(findings), scorer);
        var score = scorer.Score(frame);
        var coverage = recordings.Shares(pack.Content.CoverageFloor.Value);
        return new Judgement
        {
            Sitting = sitting.Id,
            PackId = pack.Id,
            PackVersion = pack.Version,
            PackHash = pack.Hash,
            Start = frame.Time(0),
            End = frame.Time(frame.End),
            EndedByInactivity = frame.EndedByInactivity,
            Incidents = incidents,
            Score = score,
            Coverage = coverage,
            Proposal = Proposer.Propose(pack, incidents, score, coverage),
            Pauses = pauses.All(frame),
            NotApplied = NotAppliedList.Of(pack, sitting, store),
        };
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

    private static Exemption ExemptionOf(RuleLine line, Sitting sitting)
    {
        foreach (var aid in line.Aids)
        {
            if (sitting.Aids.Contains(aid))
            {
                return Exemption.Aid;
            }
        }
        foreach (var granted in sitting.Accommodations)
        {
            if (line.Accommodations.Contains(granted.Kind))
            {
                return Exemption.Accommodation;
            }
        }
        return Exemption.None;
    }
}
