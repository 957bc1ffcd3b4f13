using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Judging;

/// <summary>
/// The judges of all exams that anything happens in, kept in memory and built from the record. Used by the ledger's writer
/// alone.
/// </summary>
internal sealed class JudgingDesk(ExamLoader loader, TimeProvider time, int mostWarm = 2_000)
{
    private static readonly TimeSpan _keep = TimeSpan.FromDays(1);
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ExamBench?> _exams = new(StringComparer.Ordinal);
    private readonly HashSet<SittingBench> _active = [];
    private readonly WarmBenches _warm = new(mostWarm);
    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private bool _loaded;

    /// <summary>The judges of exams that run now or ran of late; others are built when something of them arrives.</summary>
    public async Task LoadAsync(Session session, CancellationToken cancel)
    {
        if (_loaded)
        {
            return;
        }
        var since = WireTime.ToMicroseconds(time.GetUtcNow() - _keep);
        foreach (var exam in await session.ListAsync("SELECT id FROM exams WHERE to_us > @since ORDER BY id", row => row.GetString(0), cancel, ("@since", since)))
        {
            await FindAsync(session, exam, cancel);
        }
        _loaded = true;
    }

    public async Task AddAsync(Session session, Observation observation, CancellationToken cancel)
    {
        foreach (var exam in await ConcernedAsync(session, observation.Subject, observation.From, observation.To, cancel))
        {
            _active.UnionWith(exam.Add(observation));
        }
    }

    public async Task AddAsync(Session session, Coverage coverage, Source source, CancellationToken cancel)
    {
        foreach (var exam in await ConcernedAsync(session, coverage.Subject, coverage.From, coverage.To, cancel))
        {
            _active.UnionWith(exam.Add(coverage, source));
        }
    }

    public async Task<bool> AddAsync(Session session, string exam, string sitting, Verdict verdict, CancellationToken cancel)
    {
        var concerned = (await FindAsync(session, exam, cancel))?.Add(verdict, sitting) ?? [];
        _active.UnionWith(concerned);
        return concerned.Count > 0;
    }

    public async Task AddAsync(Session session, SittingStep step, CancellationToken cancel)
    {
        if (step.Kind == StepKind.Move)
        {
            // What the new seat's cameras saw was kept for whoever sat there: it is shared out anew.
            await ReloadAsync(session, step.Exam, cancel);
            return;
        }
        _active.UnionWith((await FindAsync(session, step.Exam, cancel))?.Add(step) ?? []);
    }

    /// <summary>An exam's plan has changed: its judges are built anew.</summary>
    public async Task ReloadAsync(Session session, string exam, CancellationToken cancel)
    {
        Leave(exam);
        if (await FindAsync(session, exam, cancel) is { } bench)
        {
            _active.UnionWith(bench.Sittings.Values);
        }
    }

    public async Task<ExamBench?> FindAsync(Session session, string exam, CancellationToken cancel)
    {
        _used[exam] = time.GetUtcNow();
        if (!_exams.TryGetValue(exam, out var bench))
        {
            bench = await loader.LoadAsync(session, exam, cancel);
            _exams[exam] = bench;
            _active.UnionWith(bench?.Sittings.Values.Where(sitting => sitting.IsChanged || sitting.IsWaiting) ?? []);
        }
        return bench;
    }

    /// <summary>Whether time alone may have changed something.</summary>
    public bool IsDue(DateTimeOffset now) => _active.Count > 0 || _exams.Values.Any(exam => exam is not null && exam.IsOver(now));

    /// <summary>What follows now from all that was added.</summary>
    public List<IncidentNews> Conclude(DateTimeOffset now)
    {
        foreach (var exam in _exams.Values.OfType<ExamBench>().Where(exam => exam.IsOver(now)))
        {
            _active.UnionWith(exam.Close(now));
        }
        var news = new List<IncidentNews>();
        foreach (var bench in _active.Where(bench => bench.IsDue(now)))
        {
            news.AddRange(bench.Conclude(now));
            _warm.Touch(bench);
        }
        _active.RemoveWhere(bench => !bench.IsChanged && !bench.IsWaiting);
        _warm.RestOldest();
        PutAway(now);
        return news;
    }

    /// <summary>Exams that are long over and that nobody asked for of late leave the memory; they are built again when somebody does.</summary>
    private void PutAway(DateTimeOffset now)
    {
        foreach (var exam in _used.Where(one => now - one.Value > _rest && (_exams.GetValueOrDefault(one.Key) is not { } bench || now - bench.EndsAt(now) > _keep)).Select(one => one.Key).ToList())
        {
            _used.Remove(exam);
            Leave(exam);
        }
    }

    private void Leave(string exam)
    {
        _active.RemoveWhere(bench => bench.Room.Exam.Id == exam);
        if (_exams.Remove(exam, out var left) && left is not null)
        {
            _warm.Leave(left);
        }
    }

    /// <summary>Memory is not to be trusted any more: everything is built from the record again.</summary>
    public void Forget()
    {
        _exams.Clear();
        _used.Clear();
        _active.Clear();
        _warm.Clear();
        _loaded = false;
    }

    private async Task<IReadOnlyList<ExamBench>> ConcernedAsync(Session session, Subject subject, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancel)
    {
        if (subject.Exam is { } exam)
        {
            return await FindAsync(session, exam, cancel) is { } bench ? [bench] : [];
        }
        return [.. _exams.Values.OfType<ExamBench>().Where(bench => from <= bench.EndsAt(from) && (to is null || to >= bench.From))];
    }
}
