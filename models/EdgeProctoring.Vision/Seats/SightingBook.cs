using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Keeps what goes on, by kind and seat, and notes what begins, is seen more clearly, and ends.</summary>
internal sealed class SightingBook(Func<DateTimeOffset, string> newId, int pictureWidth, int pictureHeight)
{
    /// <summary>So much clearer (in thousandths) is worth telling.</summary>
    private const int Clearer = 50;

    private readonly Dictionary<(ObservationKind, string?), SightingVote> _votes = [];
    private readonly Dictionary<(ObservationKind, string?), Sighting> _open = [];
    private List<Sighting> _changes = [];

    public IReadOnlyList<Sighting> Changes => _changes;

    /// <summary>Begins a new list of changes.</summary>
    public void Turn() => _changes = _changes.Count == 0 ? _changes : [];

    public void Look(ObservationKind kind, string? seat, DateTimeOffset at, in Glimpse glimpse)
    {
        var key = (kind, seat);
        if (!_votes.TryGetValue(key, out var vote))
        {
            if (!glimpse.Hit)
            {
                return;
            }
            _votes[key] = vote = new SightingVote();
        }
        if (vote.Look(glimpse.Hit, at, glimpse.Confidence))
        {
            if (vote.IsThere)
            {
                Begin(key, vote.From, vote.Best, glimpse);
            }
            else
            {
                End(key, vote.LastHit, vote.Best);
            }
        }
        else if (vote.IsThere && _open[key] is { } open && vote.Best >= open.Confidence + Clearer)
        {
            _open[key] = open with { Confidence = vote.Best };
            _changes.Add(_open[key]);
        }
    }

    /// <summary>Something that happens at once and is over.</summary>
    public void Note(ObservationKind kind, string? seat, DateTimeOffset at, in Glimpse glimpse)
    {
        Begin((kind, seat), at, glimpse.Confidence, glimpse);
        End((kind, seat), at, glimpse.Confidence);
    }

    /// <summary>Ends the sighting of this kind and begins another in its place.</summary>
    public void Replace(ObservationKind kind, DateTimeOffset at, in Glimpse glimpse)
    {
        End((kind, null), at, 0);
        Begin((kind, null), at, glimpse.Confidence, glimpse);
    }

    public void EndAll(DateTimeOffset at)
    {
        foreach (var key in _open.Keys.ToList())
        {
            End(key, at, 0);
        }
        _votes.Clear();
    }

    private void Begin((ObservationKind Kind, string? Seat) key, DateTimeOffset from, int confidence, in Glimpse glimpse)
    {
        _open[key] = new Sighting
        {
            Id = newId(from), Kind = key.Kind, Seat = key.Seat, From = from, Confidence = confidence, Detail = glimpse.ToDetail(pictureWidth, pictureHeight),
        };
        _changes.Add(_open[key]);
    }

    private void End((ObservationKind, string?) key, DateTimeOffset at, int best)
    {
        if (_open.Remove(key, out var sighting))
        {
            _changes.Add(sighting with { To = at < sighting.From ? sighting.From : at, Confidence = Math.Max(sighting.Confidence, best) });
        }
    }
}
