using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>A finding and what persons ruled about each stretch of it.</summary>
internal sealed record Charge(Finding Finding, List<Ruled> Ruled, bool MadeByPerson)
{
    /// <summary>The time that counts against the examinee, before grace, breaks and pauses.</summary>
    public List<Span> Standing(Bench bench) => Where(by =>
        Finding.Scope == IncidentScope.Room ? bench.Assigns(by) : by is null || by.Kind == VerdictKind.Confirm);

    /// <summary>The part of it that a named person confirmed.</summary>
    public List<Span> Confirmed(Bench bench) => Where(by =>
        Finding.Scope == IncidentScope.Room ? bench.Assigns(by) : by is null ? MadeByPerson : by.Kind == VerdictKind.Confirm);

    public ReviewState Review
    {
        get
        {
            var (open, confirmed, dismissed, recoded) = (false, false, false, false);
            foreach (var (_, by) in Ruled)
            {
                open |= by is null && !MadeByPerson;
                confirmed |= by is null ? MadeByPerson : by.Kind == VerdictKind.Confirm;
                dismissed |= by?.Kind == VerdictKind.Dismiss;
                recoded |= by?.Kind == VerdictKind.Recode;
            }
            return open ? confirmed || dismissed || recoded ? ReviewState.Partly : ReviewState.Open
                : confirmed ? ReviewState.Confirmed
                : recoded ? ReviewState.Recoded
                : ReviewState.Dismissed;
        }
    }

    public IReadOnlyList<string> Verdicts()
    {
        List<string>? ids = null;
        foreach (var (_, by) in Ruled)
        {
            if (by is not null && ids?.Contains(by.Verdict.Id) != true)
            {
                (ids ??= []).Add(by.Verdict.Id);
            }
        }
        return ids ?? (IReadOnlyList<string>)[];
    }

    private List<Span> Where(Func<Ruling?, bool> wanted)
    {
        var spans = new List<Span>(Ruled.Count);
        foreach (var (span, by) in Ruled)
        {
            if (wanted(by))
            {
                spans.Add(span);
            }
        }
        return spans;
    }
}
