namespace EdgeProctoring.Rules;

/// <summary>Finds incidents by id. Most sittings have a handful, for which a table would cost more than it saves.</summary>
internal readonly struct IncidentIndex
{
    private const int Handful = 12;

    private readonly IReadOnlyList<Incident> _incidents;
    private readonly Dictionary<string, Incident>? _table;

    public IncidentIndex(IReadOnlyList<Incident> incidents)
    {
        _incidents = incidents;
        _table = incidents.Count > Handful ? incidents.ToDictionary(static incident => incident.Id, StringComparer.Ordinal) : null;
    }

    public Incident? Find(string id)
    {
        if (_table is not null)
        {
            return _table.GetValueOrDefault(id);
        }
        for (var at = 0; at < _incidents.Count; at++)
        {
            if (_incidents[at].Id == id)
            {
                return _incidents[at];
            }
        }
        return null;
    }

    /// <summary>Ids of those that are not among others, in their own order.</summary>
    public List<string> Without(IReadOnlyList<Incident> others)
    {
        var kept = others.Select(static incident => incident.Id).ToHashSet(StringComparer.Ordinal);
        return [.. _incidents.Select(static incident => incident.Id).Where(id => !kept.Contains(id)).Order(StringComparer.Ordinal)];
    }
}
