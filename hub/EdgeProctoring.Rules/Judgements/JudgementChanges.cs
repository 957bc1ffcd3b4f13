namespace EdgeProctoring.Rules;

/// <summary>
/// What a reader of an earlier judgement must do to hold the later one. Incidents are compared by id: one whose id has changed
/// (a late observation came before its first) is removed under the old id and added under the new one.
/// </summary>
public sealed record JudgementChanges
{
    public required IReadOnlyList<Incident> Added { get; init; }
    /// <summary>The later form of incidents that were known.</summary>
    public required IReadOnlyList<Incident> Changed { get; init; }
    /// <summary>Ids that no longer exist.</summary>
    public required IReadOnlyList<string> Removed { get; init; }
    /// <summary>Score, coverage, proposal, pauses, end or what is not applied differ.</summary>
    public required bool SummaryChanged { get; init; }

    public bool IsEmpty => Added.Count == 0 && Changed.Count == 0 && Removed.Count == 0 && !SummaryChanged;

    public static JudgementChanges Between(Judgement? before, Judgement after)
    {
        if (ReferenceEquals(before, after))
        {
            return None;
        }
        var (earlier, later) = (before?.Incidents ?? [], after.Incidents);
        var known = new IncidentIndex(earlier);
        List<Incident>? added = null;
        List<Incident>? changed = null;
        var kept = 0;
        foreach (var incident in later)
        {
            if (known.Find(incident.Id) is not { } was)
            {
                (added ??= []).Add(incident);
                continue;
            }
            kept++;
            if (!IncidentContent.Equal(was, incident))
            {
                (changed ??= []).Add(incident);
            }
        }
        return new JudgementChanges
        {
            Added = added ?? [],
            Changed = changed ?? [],
            Removed = kept == earlier.Count ? [] : known.Without(later),
            SummaryChanged = before is null || !IncidentContent.SameSummary(before, after),
        };
    }

    private static readonly JudgementChanges None = new() { Added = [], Changed = [], Removed = [], SummaryChanged = false };
}
