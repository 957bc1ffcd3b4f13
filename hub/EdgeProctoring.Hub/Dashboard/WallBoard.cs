using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>
/// What the wall shows now. Each thing carries the revision of its last change, so whoever was away gets only the newest
/// form of what changed: never a queue.
/// </summary>
internal sealed class WallBoard(TimeProvider time)
{
    private const int MostItems = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WallItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IncidentNews> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _byEvidence = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Exam, string Room), (int Alarms, int Watches)> _open = [];
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DecidedBy> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Handling> _handled = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _revision = 1;
    private bool _touched;

    /// <summary>This life of the board: revisions of another life mean nothing.</summary>
    public string Life { get; } = Guid.NewGuid().ToString("N")[..12];

    public void Show(IReadOnlyList<IncidentNews> news) => Change(() =>
    {
        foreach (var one in news)
        {
            var key = $"incident:{one.Id}";
            Count(one.Id, one);
            if (one.Incident is null)
            {
                _incidents.Remove(one.Id);
                _handled.Remove(one.Id);
                Put(key, null);
                continue;
            }
            _incidents[one.Id] = one;
            foreach (var evidence in one.Incident.Evidence)
            {
                (_byEvidence.TryGetValue(evidence, out var shown) ? shown : _byEvidence[evidence] = new HashSet<string>(StringComparer.Ordinal)).Add(one.Id);
            }
            Put(key, WallJson.Of(one, _stored, _names, _handled.GetValueOrDefault(one.Id)));
        }
    });

    public void Show(NodeView node) => Change(() => Put($"node:{node.Node}", WallJson.Of(node)));

    public void Show(WallRoom room) => Change(() => Put(room.Key, WallJson.Of(room)));

    public void Remove(string key) => Change(() => Put(key, null));

    /// <summary>These pieces of evidence can be opened.</summary>
    public void ShowEvidence(IEnumerable<string> evidence) => Change(() =>
    {
        foreach (var id in evidence.Where(_stored.Add).SelectMany(one => _byEvidence.GetValueOrDefault(one) ?? []).Distinct().ToList())
        {
            if (_incidents.TryGetValue(id, out var news))
            {
                Put($"incident:{id}", WallJson.Of(news, _stored, _names, _handled.GetValueOrDefault(id)));
            }
        }
    });

    /// <summary>Who gave a verdict, and when: a decision never stands without them.</summary>
    public void Name(string verdict, string name, DateTimeOffset at)
    {
        lock (_gate)
        {
            _names[verdict] = new DecidedBy(name, at);
        }
    }

    /// <summary>Somebody looks after an incident, or puts it off; all watchers see it. False where there is no such incident.</summary>
    public bool Handle(string exam, string incident, Handling? handling)
    {
        var known = false;
        Change(() =>
        {
            known = _incidents.TryGetValue(incident, out var news) && news.Bench.Room.Exam.Id == exam;
            if (!known)
            {
                return;
            }
            if (handling is null)
            {
                _handled.Remove(incident);
            }
            else
            {
                _handled[incident] = handling;
            }
            Put($"incident:{incident}", WallJson.Of(news!, _stored, _names, handling));
        });
        return known;
    }

    /// <summary>Who looked after what before the hub started.</summary>
    public void Recall(IReadOnlyDictionary<string, Handling> handled) => Change(() =>
    {
        foreach (var (incident, handling) in handled.Where(one => !_handled.ContainsKey(one.Key)))
        {
            _handled[incident] = handling;
            if (_incidents.TryGetValue(incident, out var news))
            {
                Put($"incident:{incident}", WallJson.Of(news, _stored, _names, handling));
            }
        }
    });

    /// <summary>Whether the wall shows this incident of this exam.</summary>
    public bool Shows(string exam, string incident)
    {
        lock (_gate)
        {
            return _incidents.TryGetValue(incident, out var news) && news.Bench.Room.Exam.Id == exam;
        }
    }

    /// <summary>How many red and amber incidents of a room nobody has decided on.</summary>
    public (int Alarms, int Watches) OpenIn(string exam, string room)
    {
        lock (_gate)
        {
            return _open.GetValueOrDefault((exam, room));
        }
    }

    /// <summary>Only these rooms are still shown, with what happened in their exams.</summary>
    public void KeepRooms(IReadOnlySet<string> keys, IReadOnlySet<string> exams) => Change(() =>
    {
        foreach (var key in _items.Where(item => item.Value.Json is not null && item.Key.StartsWith("room:", StringComparison.Ordinal) && !keys.Contains(item.Key)).Select(item => item.Key).ToList())
        {
            Put(key, null);
        }
        foreach (var news in _incidents.Values.Where(news => !exams.Contains(news.Bench.Room.Exam.Id)).ToList())
        {
            Count(news.Id, null);
            _incidents.Remove(news.Id);
            _handled.Remove(news.Id);
            Put($"incident:{news.Id}", null);
        }
    });

    /// <summary>What changed after a revision; everything where the revision is 0, of another life, or too long ago.</summary>
    public WallChanges Since(string? life, long revision)
    {
        lock (_gate)
        {
            var whole = revision == 0 || life != Life || revision > _revision;
            var items = whole ? _items.Where(item => item.Value.Json is not null) : _items.Where(item => item.Value.Revision > revision);
            return new WallChanges(Life, _revision, whole, time.GetUtcNow(), [.. items.Select(item => (item.Key, item.Value.Json))]);
        }
    }

    /// <summary>Completes with the next change after this revision.</summary>
    public Task NextAsync(long revision)
    {
        lock (_gate)
        {
            return _revision > revision ? Task.CompletedTask : _changed.Task;
        }
    }

    // Counted as they come and go: whoever asks for one room must not look through all.
    private void Count(string id, IncidentNews? now)
    {
        foreach (var (news, by) in new[] { (_incidents.GetValueOrDefault(id), -1), (now, 1) })
        {
            if (news is { Incident: { Review: ReviewState.Open, InGrace: false, Exempt: Exemption.None } incident } && WallJson.Severity(incident) is var severity && severity != "tech")
            {
                var place = (news.Bench.Room.Exam.Id, news.Bench.Room.Id);
                var (alarms, watches) = _open.GetValueOrDefault(place);
                _open[place] = severity == "alarm" ? (alarms + by, watches) : (alarms, watches + by);
            }
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource? told = null;
        lock (_gate)
        {
            var before = _revision;
            _revision++;
            change();
            if (!_touched)
            {
                _revision = before;
                return;
            }
            _touched = false;
            (told, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        told.TrySetResult();
    }

    private void Put(string key, string? json)
    {
        if (_items.TryGetValue(key, out var before) ? before.Json == json : json is null || _items.Count >= MostItems)
        {
            return;
        }
        _items[key] = new WallItem(_revision, json);
        _touched = true;
    }

    private sealed record WallItem(long Revision, string? Json);
}

/// <summary>Who decided, and when.</summary>
internal sealed record DecidedBy(string Name, DateTimeOffset At);

/// <summary>Who looks after an incident that nobody has decided on, and until when it is put off.</summary>
internal sealed record Handling(string Name, DateTimeOffset? Until);

/// <summary>What a watcher needs to be up to date: each thing in its newest form, or null where it is gone.</summary>
internal sealed record WallChanges(string Life, long Revision, bool Whole, DateTimeOffset Now, IReadOnlyList<(string Key, string? Json)> Items);
