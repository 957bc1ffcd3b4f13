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
            return new JudgementChanges { Added = [], Changed = [], Removed = [], SummaryChanged = false };
        }
        var known = (before?.Incidents ?? []).ToDictionary(static incident => incident.Id, StringComparer.Ordinal);
        List<Incident>? added = null;
        List<Incident>? changed = null;
        foreach (var incident in after.Incidents)
        {
            if (!known.Remove(incident.Id, out var earlier))
            {
                (added ??= []).Add(incident);
            }
            else if (!IncidentContent.Equal(earlier, incident))
            {
                (changed ??= []).Add(incident);
            }
        }
        return new JudgementChanges
        {
            Added = added ?? [],
            Changed = changed ?? [],
            Removed = known.Count == 0 ? [] : [.. known.Keys.Order(StringComparer.Ordinal)],
            SummaryChanged = before is null || !IncidentContent.SameSummary(before, after),
        };
    }
}
