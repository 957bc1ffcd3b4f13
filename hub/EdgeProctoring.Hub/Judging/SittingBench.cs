using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>
/// One sitting's judge, what it still waits for, and what the record knows of its incidents. A room has one more, with no
/// seat: it holds what concerns the whole room, so that the wall shows it once.
/// </summary>
internal sealed class SittingBench(RoomBench room, Sitting sitting, SittingLife life, Examinee? examinee)
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(500);

    // Most sittings are quiet: what only the others need is made when they need it.
    private HashSet<string>? _open;
    private Dictionary<string, KnownIncident>? _known;
    private SittingJudge? _judge;
    private Sitting _sitting = sitting;
    private DateTimeOffset _until;
    private DateTimeOffset _asOf;
    private bool _changed;
    private bool _told;
    private bool _rested;
    private SittingLife _life = life;

    public RoomBench Room => room;
    public string Id => _sitting.Id;

    /// <summary>Who sits it; absent for a whole room.</summary>
    public Examinee? Examinee => examinee;

    /// <summary>The examinee's name; absent for a whole room.</summary>
    public string? Person => examinee?.Name;
    public bool IsRoom => examinee is null;
    public SittingLife Life => _life;

    /// <summary>Its last judgement is made.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Where the wall shows what concerns no seat: a remote examinee's own tile.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Its place among those whose conclusions are kept in memory; absent where they are not.</summary>
    public LinkedListNode<SittingBench>? Warm { get; set; }

    /// <summary>Lets go of what was concluded; what was seen stays.</summary>
    public void Rest()
    {
        _judge?.Rest();
        _rested = true;
    }

    public void Know(string incident, KnownIncident known) => (_known ??= new(StringComparer.Ordinal))[incident] = known;

    /// <summary>The incident as it stands now; null where there is none.</summary>
    public Incident? Find(string incident, DateTimeOffset now) =>
        _judge is null ? null : JudgeAsOf(now).Read().Incidents.FirstOrDefault(one => one.Id == incident);

    public void Add(Observation observation)
    {
        if (Judge().Add(observation) is not Taken.Added)
        {
            return;
        }
        _changed = true;
        // A revision that is still open may come after the one that ends it.
        if (Judge().GoesOn(observation.Id))
        {
            (_open ??= new(StringComparer.Ordinal)).Add(observation.Id);
            return;
        }
        _open?.Remove(observation.Id);
        if (observation.To is { } to)
        {
            _until = to > _until ? to : _until;
        }
    }

    public void Add(SittingStep step)
    {
        _life = _life.With(step);
        _changed = true;
    }

    /// <summary>When it ends, as far as is known now; a room ends with the last person in it.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset now) => IsRoom ? room.EndsAt(now) : _life.EndsAt(now);

    /// <summary>Its time is over: it is judged once more.</summary>
    public void Finish()
    {
        IsFinished = true;
        Touch();
    }

    /// <summary>What the rules make of it as of now.</summary>
    public Judgement JudgeNow(DateTimeOffset now)
    {
        var judgement = JudgeAsOf(now).Read();
        if (Warm is null)
        {
            Rest(); // Whoever looks at all sittings must not leave all of them in memory.
        }
        return judgement;
    }

    public void Add(Verdict verdict) => _changed |= Judge().Add(verdict) is Taken.Added;

    /// <summary>What was recorded, or the end, has changed.</summary>
    public void Touch() => _changed |= _judge is not null;

    /// <summary>Something was added that is not judged yet.</summary>
    public bool IsChanged => _changed || (!_told && _known is { Count: > 0 });

    /// <summary>Something goes on: time alone may conclude more.</summary>
    public bool IsWaiting => _asOf < EndsAt(_asOf) && (_open is { Count: > 0 } || _asOf < _until);

    /// <summary>Whether to judge now. What only waits for time is judged twice a second at most.</summary>
    public bool IsDue(DateTimeOffset now) => IsChanged || (IsWaiting && now - _asOf >= _pace);

    public IEnumerable<IncidentNews> Conclude(DateTimeOffset now)
    {
        _asOf = now;
        _changed = false;
        var judge = JudgeAsOf(now);
        var changes = judge.TakeChanges();
        foreach (var incident in changes.Added.Concat(changes.Changed).Where(IsMine))
        {
            var mark = IncidentMark.Of(incident);
            // After a rest all of it counts as new; what the record knows and what is over is no news.
            if (!_rested || incident.IsOpen || _known?.GetValueOrDefault(incident.Id)?.Mark != mark)
            {
                yield return Tell(incident.Id, incident, mark);
            }
        }
        foreach (var gone in changes.Removed.Concat(Vanished(judge)).Where(id => _known?.GetValueOrDefault(id) is { Removed: false }))
        {
            yield return Tell(gone, null, IncidentMark.Removed);
        }
        (_told, _rested) = (true, false);
    }

    // What concerns the room is told once, by the room's own bench.
    private bool IsMine(Incident incident) => IsRoom || _sitting.Mode == SittingMode.Remote || incident.Scope is IncidentScope.Person or IncidentScope.Pair;

    // Only the first time and after a rest: the record may know incidents that no longer follow from it.
    private List<string> Vanished(SittingJudge judge)
    {
        if (_known is null || (_told && !_rested))
        {
            return [];
        }
        var present = judge.Read().Incidents.Select(incident => incident.Id).ToHashSet(StringComparer.Ordinal);
        return [.. _known.Keys.Where(id => !present.Contains(id))];
    }

    private IncidentNews Tell(string id, Incident? incident, string mark)
    {
        var known = _known?.GetValueOrDefault(id);
        var recorded = known?.Mark != mark;
        var revision = recorded ? (known?.Revision ?? 0) + 1 : known!.Revision;
        Know(id, new KnownIncident(revision, mark, incident is null));
        return new IncidentNews(this, id, incident, revision, mark) { IsRecorded = recorded };
    }

    private SittingJudge JudgeAsOf(DateTimeOffset now)
    {
        var ends = EndsAt(now);
        var ended = now >= ends;
        _sitting = _sitting with
        {
            // Nobody is judged before the start: until then the sitting has no length.
            Start = IsRoom ? room.Exam.From : _life.StartAt is { } start && start < ends ? start : ended ? ends : now,
            AsOf = now, End = ended ? ends : null, Breaks = _life.Breaks, Coverage = room.Coverage(),
            State = IsRoom ? (ended ? ExamState.Ended : ExamState.Running) : _life.StateAt(now),
            Seats = IsRoom ? [] : _life.Stays,
        };
        var judge = Judge();
        judge.Update(_sitting);
        return judge;
    }

    private SittingJudge Judge() => _judge ??= new SittingJudge(room.Exam.Pack, _sitting);
}

/// <summary>Who sits a sitting, as the roster says.</summary>
internal sealed record Examinee(string Person, string Name, string? Group);
