using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Lays the verdicts over the findings: which time counts, which is confirmed, what became of each.</summary>
internal sealed class Bench(Sitting sitting, Frame frame, List<Ruling> rulings)
{
    /// <summary>All findings, with those that persons reported or made of others, each with the time that counts.</summary>
    public List<Charge> Hear(IEnumerable<Finding> findings)
    {
        var charges = new List<Charge>();
        foreach (var finding in findings)
        {
            Hear(finding, charges);
        }
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
                    Charges = true,
                    Exempt = finding.Exempt == Exemption.Break ? Exemption.Break : Exemption.None,
                    IsGazeAlone = Gaze.IsGaze(code),
                    Why = finding.Why with { Verdict = by.Verdict.Id },
                    AfterRuling = by.Order,
                }, charges);
            }
        }
    }

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
            Scope = IncidentScope.Person,
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
