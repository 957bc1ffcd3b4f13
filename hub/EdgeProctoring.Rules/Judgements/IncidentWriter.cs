using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Makes the incidents of a judgement from what the bench heard, and tells the scorer which time counts.</summary>
internal sealed class IncidentWriter(RulePack pack, Sitting sitting, Frame frame, Bench bench, PauseBook pauses, Recordings recordings)
{
    private static readonly Comparison<Charge> _order = static (one, other) =>
    {
        var (left, right) = (one.Finding, other.Finding);
        var order = left.From.CompareTo(right.From);
        order = order != 0 ? order : left.Code.CompareTo(right.Code);
        order = order != 0 ? order : left.To.CompareTo(right.To);
        order = order != 0 ? order : string.CompareOrdinal(left.Anchor, right.Anchor);
        order = order != 0 ? order : left.Why.Rule.CompareTo(right.Why.Rule);
        order = order != 0 ? order : left.Scope.CompareTo(right.Scope);
        order = order != 0 ? order : left.Exempt.CompareTo(right.Exempt);
        return order != 0 ? order : left.Charges.CompareTo(right.Charges);
    };

    public List<Incident> Write(List<Charge> charges, Scorer scorer)
    {
        charges.Sort(_order);
        var incidents = new List<Incident>(charges.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var charge in charges)
        {
            // One long observation may be cut by a break or a change of seats: the parts share their first observation.
            var twin = 0;
            var id = IncidentId.Of(sitting.Id, charge.Finding, twin);
            while (!ids.Add(id))
            {
                id = IncidentId.Of(sitting.Id, charge.Finding, ++twin);
            }
            incidents.Add(Write(id, charge, scorer));
        }
        return incidents;
    }

    private Incident Write(string id, Charge charge, Scorer scorer)
    {
        var finding = charge.Finding;
        var exempt = ExemptionOf(finding);
        var counted = 0L;
        if (exempt == Exemption.None && finding.Charges && finding.Scope != IncidentScope.Equipment)
        {
            var standing = Counting(charge.Standing(bench), finding);
            scorer.Add(finding.Code, standing, Counting(charge.Confirmed(bench), finding));
            counted = SpanList.Length(standing);
        }
        return new Incident
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
            Counted = counted,
            IsCovered = finding.Evidence.Count > 0 && recordings.Show(finding),
            IsGazeAlone = finding.IsGazeAlone,
        };
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
