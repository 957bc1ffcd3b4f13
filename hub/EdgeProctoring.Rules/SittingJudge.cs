using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// Judges one sitting as it goes on. Adding is cheap and concludes nothing; reading judges again only those rules whose
/// observations changed. Whatever was added in whatever order, the judgement is the one that
/// <see cref="RuleEngine.Judge"/> gives for the same sets. Not for use by two threads at once.
/// </summary>
public sealed class SittingJudge
{
    private readonly RulePack _pack;
    private readonly SightingStore _store;
    private readonly VerdictBook _verdicts = new();
    private Sitting _sitting;
    private List<Finding>?[]? _findings;
    private Frame? _frame;
    private Judgement? _judgement;
    private Judgement? _told;

    public SittingJudge(RulePack pack, Sitting sitting)
    {
        _pack = pack;
        _sitting = sitting;
        _store = new SightingStore(pack);
    }

    public Sitting Sitting => _sitting;
    public RulePack Pack => _pack;

    public Taken Add(Observation observation)
    {
        if (Relations.IsForeign(_sitting, observation.Subject))
        {
            return Taken.Foreign;
        }
        var taken = _store.Add(observation);
        if (taken == Taken.Added)
        {
            _judgement = null;
        }
        return taken;
    }

    public Taken Add(Verdict verdict)
    {
        var taken = _verdicts.Add(verdict);
        if (taken == Taken.Added)
        {
            _judgement = null;
        }
        return taken;
    }

    /// <summary>
    /// The sitting has changed: time has gone on, a break was approved, the seat changed, it ended. Id, exam and room stay:
    /// what concerned others was not kept.
    /// </summary>
    public void Update(Sitting sitting)
    {
        if (sitting.Id != _sitting.Id || sitting.Exam != _sitting.Exam || sitting.Room != _sitting.Room)
        {
            throw new ArgumentException($"Sitting {_sitting.Id} cannot become sitting {sitting.Id} of another exam or room.", nameof(sitting));
        }
        _sitting = sitting;
        _frame = null;
        _judgement = null;
    }

    /// <summary>The judgement of all that was added so far.</summary>
    public Judgement Read()
    {
        if (_judgement is null)
        {
            RefreshFindings();
            _judgement = Deliberation.Conclude(_pack, _sitting, _store, _frame!, Findings(), _verdicts.Rulings(_frame!));
        }
        return _judgement;
    }

    /// <summary>What has changed since this was last asked (at first: since nothing was known).</summary>
    public JudgementChanges TakeChanges()
    {
        var now = Read();
        var changes = JudgementChanges.Between(_told, now);
        _told = now;
        return changes;
    }

    private void RefreshFindings()
    {
        var stale = _store.ChangedRules;
        if (_frame is null || _store.ActivityChanged || (stale & _pack.EquipmentRules) != 0)
        {
            var frame = FrameMaker.Make(_pack, _sitting, _store);
            if (_frame is null || frame.End != _frame.End || frame.EndedByInactivity != _frame.EndedByInactivity)
            {
                stale = _pack.AllRules;
            }
            _frame = frame;
        }
        _store.ClearChanges();
        if (_store.IsEmpty)
        {
            return;
        }
        _findings ??= new List<Finding>?[_pack.Rules.Length];
        var view = new SittingView(_pack, _sitting, _store, _frame);
        for (var rule = 0; rule < _findings.Length; rule++)
        {
            if ((stale & (1UL << rule)) != 0)
            {
                _findings[rule] = Deliberation.Apply(rule, view);
            }
        }
    }

    private IEnumerable<Finding> Findings()
    {
        foreach (var findings in _findings ?? [])
        {
            foreach (var finding in findings ?? [])
            {
                yield return finding;
            }
        }
    }
}
