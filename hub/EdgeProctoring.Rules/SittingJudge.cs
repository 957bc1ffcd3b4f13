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
    private CaseBook? _book;
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
        if (_store.HasChanged)
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
        _judgement = null;
    }

    /// <summary>The judgement of all that was added so far.</summary>
    public Judgement Read()
    {
        if (_judgement is null)
        {
            // Most sittings are quiet: one of which nothing was seen keeps no book.
            var isQuiet = _store.IsEmpty && _verdicts.IsEmpty;
            var book = isQuiet ? new CaseBook(_pack, _store, _verdicts) : _book ??= new CaseBook(_pack, _store, _verdicts);
            _judgement = book.Conclude(_sitting);
        }
        return _judgement;
    }

    /// <summary>Whether the observation with this id still goes on, as far as was added.</summary>
    public bool GoesOn(string observation) => _store.GoesOn(observation);

    /// <summary>Forgets what was concluded and keeps what was seen: it is concluded again when somebody asks, and all of it counts as new then.</summary>
    public void Rest() => (_book, _judgement, _told) = (null, null, null);

    /// <summary>What has changed since this was last asked (at first: since nothing was known).</summary>
    public JudgementChanges TakeChanges()
    {
        var now = Read();
        var changes = JudgementChanges.Between(_told, now);
        _told = now;
        return changes;
    }
}
