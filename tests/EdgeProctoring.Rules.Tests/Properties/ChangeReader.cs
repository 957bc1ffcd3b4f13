namespace EdgeProctoring.Rules.Tests;

/// <summary>Holds a judgement's incidents by nothing but the changes it was told, as the hub and the wall do.</summary>
internal sealed class ChangeReader
{
    private readonly Dictionary<string, Incident> _known = [];
    private string? _summary;
    private bool _clean = true;

    public void Take(SittingJudge judge)
    {
        var changes = judge.TakeChanges();
        foreach (var id in changes.Removed)
        {
            _clean &= _known.Remove(id);
        }
        foreach (var incident in changes.Added)
        {
            _clean &= _known.TryAdd(incident.Id, incident);
        }
        foreach (var incident in changes.Changed)
        {
            _clean &= _known.ContainsKey(incident.Id);
            _known[incident.Id] = incident;
        }
        var summary = JudgementJson.Text(judge.Read() with { Incidents = [] }, Language.En);
        _clean &= changes.SummaryChanged == (summary != _summary) && judge.TakeChanges().IsEmpty;
        _summary = summary;
    }

    public bool Holds(Judgement judgement) =>
        _clean && _known.Count == judgement.Incidents.Count
        && judgement.Incidents.All(incident => _known.TryGetValue(incident.Id, out var known) && IncidentContent.Equal(known, incident));
}
