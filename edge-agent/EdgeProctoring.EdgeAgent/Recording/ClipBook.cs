using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A clip that will be cut once its last picture is there.</summary>
internal sealed record ClipPlan(string Id, ExamWindow Exam, DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// Decides which clips are kept. Incidents: from 10 s before to 10 s after a sighting begins; what begins meanwhile shares the
/// clip and lengthens it. Always: the whole exam in pieces of a minute.
/// </summary>
internal sealed class ClipBook(RecordingPolicy policy)
{
    public static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan After = TimeSpan.FromSeconds(10);
    /// <summary>Longer clips are hard to review; the next one begins where this one ends.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClipPlan> _open = [];
    private readonly List<ClipPlan> _closed = [];

    /// <summary>The clip that will show what begins now; null where nothing is recorded.</summary>
    public string? Book(ExamWindow exam, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (policy == RecordingPolicy.Off)
            {
                return null;
            }
            if (policy == RecordingPolicy.Always)
            {
                return Piece(exam, at).Id;
            }
            if (_open.TryGetValue(exam.Exam, out var open) && at <= open.To && at + After - open.From <= _longest)
            {
                _open[exam.Exam] = open with { To = at + After };
                return open.Id;
            }
            if (open is not null)
            {
                _closed.Add(open);
            }
            var plan = new ClipPlan(IdAfter(at - Before), exam, at - Before, at + After);
            _open[exam.Exam] = plan;
            return plan.Id;
        }
    }

    /// <summary>Keeps the pieces of a running exam coming where everything is recorded.</summary>
    public void Turn(IEnumerable<ExamWindow> running, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var exam in policy == RecordingPolicy.Always ? running : [])
            {
                _ = Piece(exam, now);
            }
        }
    }

    /// <summary>Keeps pieces coming while the node does not know the time, and so not which exam runs.</summary>
    public void TurnBlind(string room, DateTimeOffset now)
    {
        lock (_gate)
        {
            _ = Piece(new ExamWindow { Exam = "", Room = room, From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue }, now);
        }
    }

    /// <summary>The time is known: no further seconds are kept without an exam.</summary>
    public void EndBlind(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_open.Remove("", out var last))
            {
                _closed.Add(last with { To = last.To < now ? last.To : now });
            }
        }
    }

    /// <summary>Whether pieces without an exam still have to be cut.</summary>
    public bool IsBlind { get { lock (_gate) { return _open.ContainsKey("") || _closed.Exists(plan => plan.Exam.Exam.Length == 0); } } }

    /// <summary>The clock was set: what is planned are the same seconds.</summary>
    public void Shift(TimeSpan step)
    {
        ClipPlan Moved(ClipPlan plan) => plan with { From = plan.From + step, To = plan.To + step };
        lock (_gate)
        {
            foreach (var (exam, plan) in _open.ToList())
            {
                _open[exam] = Moved(plan);
            }
            for (var at = 0; at < _closed.Count; at++)
            {
                _closed[at] = Moved(_closed[at]);
            }
        }
    }

    /// <summary>Clips whose last picture has been taken by now; each is told once.</summary>
    public IReadOnlyList<ClipPlan> Due(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var (exam, plan) in _open.Where(open => open.Value.To <= now).ToList())
            {
                _open.Remove(exam);
                _closed.Add(plan);
            }
            var due = _closed.Where(plan => plan.To <= now).ToList();
            _closed.RemoveAll(plan => plan.To <= now);
            return due;
        }
    }

    /// <summary>All that is still planned, cut short: the camera stops.</summary>
    public IReadOnlyList<ClipPlan> CutShort(DateTimeOffset now)
    {
        lock (_gate)
        {
            List<ClipPlan> all = [.. _closed, .. _open.Values];
            _closed.Clear();
            _open.Clear();
            return [.. all.Select(plan => plan with { To = plan.To < now ? plan.To : now })];
        }
    }

    /// <summary>Ids follow time: a clip's comes after those of all pictures taken meanwhile, so that lists by id show a picture first.</summary>
    private static string IdAfter(DateTimeOffset from) => NodeClock.NewId(from + _longest);

    private ClipPlan Piece(ExamWindow exam, DateTimeOffset at)
    {
        if (_open.TryGetValue(exam.Exam, out var open) && at < open.To)
        {
            return open;
        }
        if (open is not null)
        {
            _closed.Add(open);
        }
        var from = open?.To is { } end && at - end < _longest ? end : at;
        var piece = new ClipPlan(IdAfter(from), exam, from, from + _longest);
        return _open[exam.Exam] = piece;
    }
}
