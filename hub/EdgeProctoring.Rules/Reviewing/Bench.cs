using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Lays the verdicts over the findings: which time counts, which is confirmed, what became of each.</summary>
internal sealed class Bench(Sitting sitting, Frame frame, List<Ruling> rulings)
{
    public bool HasRulings => rulings.Count > 0;

    /// <summary>Findings with what persons made of them, each with the rulings on its time.</summary>
    public List<Charge> Hear(List<Finding> findings)
    {
        var charges = new List<Charge>(findings.Count);
        foreach (var finding in findings)
        {
            Hear(finding, charges);
        }
        return charges;
    }

    /// <summary>What persons reported by verdict.</summary>
    public List<Charge> HearReports()
    {
        var charges = new List<Charge>();
        foreach (var ruling in rulings)
        {
            if (ruling.Kind == VerdictKind.Report && Report(ruling) is { } report)
            {
                Hear(report, charges);
            }
        }
        return charges;
    }

    private void Hear(Finding finding, List<Charge> charges)
    {
        var ruled = Paint(finding);
        var charge = new Charge(finding, ruled, MadeByPerson(finding));
        charges.Add(charge);
        foreach (var (span, by) in ruled)
        {
            if (by is { Kind: VerdictKind.Recode, Verdict.NewCode: { } code })
            {
                // Only verdicts made after this one can speak about what it made, so this ends.
                Hear(finding with
                {
                    Code = code,
                    From = span.From,
                    To = span.To,
                    Anchor = $"{finding.Anchor}/{by.Verdict.Id}",
                    Class = null,
                    Scope = ScopeAfter(finding, by, code),
                    Charges = true,
                    Exempt = finding.Exempt == Exemption.Break ? Exemption.Break : Exemption.None,
                    IsGazeAlone = Gaze.IsGaze(code),
                    Why = finding.Why with { Verdict = by.Verdict.Id },
                    AfterRuling = by.Order,
                }, charges);
            }
        }
    }

    // What was seen of a whole room concerns this examinee once a person names the seat.
    private IncidentScope ScopeAfter(Finding finding, Ruling by, ViolationCode code) =>
        Equipment.IsEquipment(code) ? IncidentScope.Equipment
        : finding.Scope == IncidentScope.Pair ? IncidentScope.Pair
        : finding.OfRoom && !by.Names(sitting) ? IncidentScope.Room
        : IncidentScope.Person;

    private static bool MadeByPerson(Finding finding) => finding.Why.Verdict is not null;

    private List<Ruled> Paint(Finding finding)
    {
        var whole = new Span(finding.From, finding.To);
        var painted = new List<Ruled> { new(whole, null) };
        foreach (var ruling in rulings)
        {
            if (ruling.Code == finding.Code && ruling.Order > finding.AfterRuling && ruling.Kind is VerdictKind.Confirm or VerdictKind.Dismiss or VerdictKind.Recode)
            {
                painted = Paint(painted, ruling);
            }
        }
        return painted;
    }

    private static List<Ruled> Paint(List<Ruled> painted, Ruling ruling)
    {
        var result = new List<Ruled>(painted.Count + 2);
        foreach (var piece in painted)
        {
            var (from, to) = (Math.Max(piece.Span.From, ruling.From), Math.Min(piece.Span.To, ruling.To));
            if (from > to || (from == to && piece.Span.Length > 0))
            {
                result.Add(piece);
                continue;
            }
            if (piece.Span.From < from)
            {
                result.Add(new Ruled(new Span(piece.Span.From, from), piece.By));
            }
            result.Add(new Ruled(new Span(from, to), ruling));
            if (to < piece.Span.To)
            {
                result.Add(new Ruled(new Span(to, piece.Span.To), piece.By));
            }
        }
        return result;
    }

    private Finding? Report(Ruling ruling)
    {
        var (from, to) = (Math.Max(0, ruling.From), Math.Min(frame.End, ruling.To));
        if (from > to)
        {
            return null;
        }
        var verdict = ruling.Verdict;
        return new Finding
        {
            Code = ruling.Code,
            From = from,
            To = to,
            Seats = [.. verdict.Seats.Order(StringComparer.Ordinal)],
            Sources = [new Source(SourceKind.Person, verdict.By)],
            Evidence = [.. verdict.Evidence.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Findings.MostEvidence)],
            Scope = Equipment.IsEquipment(ruling.Code) ? IncidentScope.Equipment : IncidentScope.Person,
            Why = new Why { Rule = RuleKind.Reported, Saw = [ObservationKind.PersonReported.Name], Milliseconds = to - from, AtLeast = 0, Verdict = verdict.Id },
            Anchor = verdict.Id,
            Sense = Senses.Person,
            IsGazeAlone = Gaze.IsGaze(ruling.Code),
            AfterRuling = ruling.Order,
        };
    }

    /// <summary>Whether a ruling charges this examinee with what nobody could attribute before.</summary>
    public bool Assigns(Ruling? ruling) => ruling is { Kind: VerdictKind.Confirm } && ruling.Names(sitting);
}
