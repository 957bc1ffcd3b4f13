using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Keeps what goes on, by kind and seat, and notes what begins and ends.</summary>
internal sealed class SightingBook(Func<DateTimeOffset, string> newId)
{
    private readonly Dictionary<(ObservationKind, string?), SightingVote> _votes = [];
    private readonly Dictionary<(ObservationKind, string?), Sighting> _open = [];
    private List<Sighting> _changes = [];

    public IReadOnlyList<Sighting> Changes => _changes;

    /// <summary>Begins a new list of changes.</summary>
    public void Turn() => _changes = _changes.Count == 0 ? _changes : [];

    public void Look(ObservationKind kind, string? seat, bool hit, DateTimeOffset at, int confidence, ObservationDetail? detail = null)
    {
        var key = (kind, seat);
        if (!_votes.TryGetValue(key, out var vote))
        {
            if (!hit)
            {
                return;
            }
            _votes[key] = vote = new SightingVote();
        }
        if (!vote.Look(hit, at))
        {
            return;
        }
        if (vote.IsThere)
        {
            Begin(key, vote.From, confidence, detail ?? ObservationDetail.None);
        }
        else
        {
            End(key, vote.LastHit);
        }
    }

    /// <summary>Ends the sighting of this kind and begins another in its place.</summary>
    public void Replace(ObservationKind kind, DateTimeOffset at, int confidence, ObservationDetail detail)
    {
        End((kind, null), at);
        Begin((kind, null), at, confidence, detail);
    }

    public void EndAll(DateTimeOffset at)
    {
        foreach (var key in _open.Keys.ToList())
        {
            End(key, at);
        }
        _votes.Clear();
    }

    private void Begin((ObservationKind Kind, string? Seat) key, DateTimeOffset from, int confidence, ObservationDetail detail)
    {
        _open[key] = new Sighting { Id = newId(from), Kind = key.Kind, Seat = key.Seat, From = from, Confidence = confidence, Detail = detail };
        _changes.Add(_open[key]);
    }

    private void End((ObservationKind, string?) key, DateTimeOffset at)
    {
        if (_open.Remove(key, out var sighting))
        {
            _changes.Add(sighting with { To = at < sighting.From ? sighting.From : at });
        }
    }
}
