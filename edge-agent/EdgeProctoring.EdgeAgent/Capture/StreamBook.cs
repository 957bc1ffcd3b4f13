using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps account of one camera's stream, exam by exam: what was watched, and each gap with its reason. A gap is a fact, not an
/// absence: it is reported when it begins, while it lasts and when it ends.
/// </summary>
internal sealed class StreamBook(CameraSettings camera, DateTimeOffset since, ItemMaker items)
{
    /// <summary>A stretch is reported at least so often.</summary>
    private static readonly TimeSpan _reportEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (string Id, DateTimeOffset From)> _gaps = [];
    private DateTimeOffset _since = since;
    private DateTimeOffset _lostAt = since;
    private string? _reason;

    /// <summary>The exams of the camera's room.</summary>
    public IReadOnlyList<ExamWindow> Windows { get; set; } = [];
    public bool IsLost => _reason is not null;

    /// <summary>A picture came.</summary>
    public IEnumerable<BatchItem> Seen(DateTimeOffset at)
    {
        if (_reason is { } reason)
        {
            foreach (var item in Stretch(at, reason).Concat(EndGaps(at, reason)))
            {
                yield return item;
            }
            _reason = null;
        }
        else if (at - _since >= _reportEvery)
        {
            foreach (var item in Stretch(at, null))
            {
                yield return item;
            }
        }
        // A clock that was set back must not hold reports up until it has caught up.
        _since = at < _since ? at : _since;
    }

    /// <summary>No picture has come since.</summary>
    public IEnumerable<BatchItem> Lost(DateTimeOffset lastSeen, DateTimeOffset now, string reason)
    {
        foreach (var item in Stretch(lastSeen, null))
        {
            yield return item;
        }
        (_reason, _lostAt, _since) = (reason, lastSeen, lastSeen);
        foreach (var item in RefreshGaps(now, reason))
        {
            yield return item;
        }
    }

    /// <summary>The gap goes on; exams may have begun or ended meanwhile.</summary>
    public IEnumerable<BatchItem> StillLost(DateTimeOffset now, string reason)
    {
        foreach (var item in now - _since >= _reportEvery ? Stretch(now, reason) : [])
        {
            yield return item;
        }
        foreach (var item in RefreshGaps(now, reason))
        {
            yield return item;
        }
        _reason = reason;
    }

    /// <summary>Nobody looked in this time, which is over: it is known only afterwards.</summary>
    public IEnumerable<BatchItem> Blind(DateTimeOffset from, DateTimeOffset to, string reason)
    {
        foreach (var exam in Windows.Where(exam => Later(from, exam.From) < Earlier(to, exam.To)))
        {
            var (begin, end) = (Later(from, exam.From), Earlier(to, exam.To));
            yield return ItemMaker.Stretch(camera.Id, Of(exam), begin, end, reason);
            yield return items.Gap(camera.Id, Of(exam), NodeClock.NewId(begin), begin, end, reason);
        }
        Restart(to);
    }

    /// <summary>The account goes on from here: the clock was set.</summary>
    public void Restart(DateTimeOffset at) => (_since, _lostAt) = (at, at);

    /// <summary>A time that could not be true was corrected: what goes on began at the true one.</summary>
    public void Correct(TimeSpan step)
    {
        foreach (var (exam, gap) in _gaps.ToList())
        {
            _gaps[exam] = (gap.Id, gap.From + step);
        }
    }

    /// <summary>The camera is no longer this node's, or the node stops.</summary>
    public IEnumerable<BatchItem> Close(DateTimeOffset at) => [.. Stretch(at, _reason), .. EndGaps(at, _reason ?? "")];

    private List<BatchItem> Stretch(DateTimeOffset to, string? gap)
    {
        var from = _since;
        _since = to;
        return [.. Windows.Where(exam => Later(from, exam.From) < Earlier(to, exam.To))
            .Select(exam => ItemMaker.Stretch(camera.Id, Of(exam), Later(from, exam.From), Earlier(to, exam.To), gap))];
    }

    private IEnumerable<BatchItem> RefreshGaps(DateTimeOffset now, string reason)
    {
        var open = Windows.Where(exam => exam.From <= now && now < exam.To).ToDictionary(exam => exam.Exam);
        foreach (var (exam, gap) in _gaps.Where(gap => gap.Key.Length > 0 && !open.ContainsKey(gap.Key)).ToList())
        {
            _gaps.Remove(exam);
            yield return items.Gap(camera.Id, Of(exam), gap.Id, gap.From, Earlier(now, Windows.FirstOrDefault(window => window.Exam == exam)?.To ?? now), reason);
        }
        if (open.Count > 0 && _gaps.Remove("", out var outside))
        {
            yield return items.Gap(camera.Id, Of(""), outside.Id, outside.From, now, reason);
        }
        foreach (var exam in open.Values.Where(exam => !_gaps.ContainsKey(exam.Exam)))
        {
            yield return Begin(exam.Exam, Later(_lostAt, exam.From), reason);
        }
        if (_gaps.Count == 0)
        {
            yield return Begin("", _lostAt, reason);
        }
    }

    private BatchItem Begin(string exam, DateTimeOffset from, string reason)
    {
        _gaps[exam] = (NodeClock.NewId(from), from);
        return items.Gap(camera.Id, Of(exam), _gaps[exam].Id, from, null, reason);
    }

    private List<BatchItem> EndGaps(DateTimeOffset at, string reason)
    {
        var ended = _gaps.Select(gap => items.Gap(camera.Id, Of(gap.Key), gap.Value.Id, gap.Value.From, at, reason)).ToList();
        _gaps.Clear();
        return ended;
    }

    private Subject Of(ExamWindow exam) => Subject.OfRoom(exam.Exam, camera.Room);

    private Subject Of(string exam) => exam.Length > 0 ? Subject.OfRoom(exam, camera.Room) : new Subject { Room = camera.Room };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset two) => one > two ? one : two;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset two) => one < two ? one : two;
}
