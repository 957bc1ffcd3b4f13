using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Makes incidents of what the bench heard, and works out the time that counts.</summary>
internal sealed class EntryWriter(RulePack pack, Sitting sitting, Frame frame, Bench bench, PauseBook pauses, Recordings recordings)
{
    /// <summary>The number in ids of what persons reported.</summary>
    public const int NoRule = -1;

    public List<Entry> Write(int rule, List<Charge> charges, List<Entry>? before)
    {
        charges.Sort(static (one, other) => EntryOrder.Compare(one.Finding, other.Finding));
        var entries = new List<Entry>(charges.Count);
        foreach (var charge in charges)
        {
            // One long observation may be cut by a break or a change of seats: the parts share their first observation.
            var twin = 0;
            foreach (var entry in entries)
            {
                twin += IsTwin(entry.Finding, charge.Finding) ? 1 : 0;
            }
            entries.Add(Write(IdOf(rule, charge.Finding, twin, before), charge, twin));
        }
        return entries;
    }

    private string IdOf(int rule, Finding finding, int twin, List<Entry>? before)
    {
        foreach (var entry in before ?? [])
        {
            if (entry.Twin == twin && IsTwin(entry.Finding, finding))
            {
                return entry.Incident.Id;
            }
        }
        return IncidentId.Of(sitting.Id, rule, finding, twin);
    }

    private static bool IsTwin(Finding one, Finding other) => one.Code == other.Code && one.Scope == other.Scope && one.Anchor == other.Anchor;

    private Entry Write(string id, Charge charge, int twin)
    {
        var finding = charge.Finding;
        var exempt = ExemptionOf(finding);
        var (standing, confirmed) = (SpanList.Empty, SpanList.Empty);
        if (exempt == Exemption.None && finding.Charges && finding.Scope != IncidentScope.Equipment)
        {
            standing = Counting(charge.Standing(bench), finding);
            confirmed = Counting(charge.Confirmed(bench), finding);
        }
        var incident = new Incident
        {
            Id = id,
            Code = finding.Code,
            From = frame.Time(finding.From),
            To = frame.Time(finding.To),
            IsOpen = finding.IsOpen,
            Scope = finding.Scope,
            Seats = finding.Seats,
            Sources = finding.Sources,
            Evidence = finding.Evidence,
            Class = ClassOf(finding, exempt),
            Why = finding.Why,
            Exempt = exempt,
            InGrace = finding.To <= pack.Content.Grace.Value && finding.Scope != IncidentScope.Equipment,
            Review = charge.Review,
            Verdicts = charge.Verdicts(),
            Counted = SpanList.Length(standing),
            IsCovered = finding.Evidence.Count > 0 && recordings.Show(finding),
            IsGazeAlone = finding.IsGazeAlone,
        };
        return new Entry(incident, finding, twin, standing, confirmed);
    }

    private Exemption ExemptionOf(Finding finding)
    {
        if (finding.Exempt != Exemption.None || finding.Scope == IncidentScope.Equipment)
        {
            return finding.Exempt;
        }
        return pack.Violations.TryGetValue(finding.Code, out var violation) && violation.Modes.Allow(sitting.Mode) ? Exemption.None : Exemption.Mode;
    }

    private ViolationClass ClassOf(Finding finding, Exemption exempt)
    {
        if (exempt != Exemption.None || finding.Scope == IncidentScope.Equipment)
        {
            return ViolationClass.None;
        }
        var known = finding.Class ?? pack.Violations[finding.Code].Class;
        return finding.IsGazeAlone && known > ViolationClass.Fx ? ViolationClass.Fx : known;
    }

    private List<Span> Counting(List<Span> spans, Finding finding)
    {
        var grace = pack.Content.Grace.Value;
        var counting = new List<Span>(spans.Count);
        foreach (var span in spans)
        {
            var after = new Span(Math.Max(grace, span.From), Math.Min(frame.End, span.To));
            if (after.From < after.To)
            {
                counting.Add(after);
            }
        }
        return SpanList.Subtract(SpanList.Subtract(counting, frame.Breaks), pauses.Of(finding.Sense));
    }
}
