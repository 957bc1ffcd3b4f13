using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// All that was concluded about one sitting, kept so that a new observation is judged again by its own rules alone. Where more
/// than that may have changed (the sitting itself, equipment, activity, verdicts) everything is made afresh.
/// </summary>
internal sealed class CaseBook(RulePack pack, SightingStore store, VerdictBook verdicts)
{
    private readonly RuleRecord?[] _records = new RuleRecord?[pack.Rules.Length];
    private Sitting? _sitting;
    private Frame? _frame;
    private PauseBook _pauses = PauseBook.None;
    private Recordings? _recordings;
    private SittingCoverage? _coverage;
    private IReadOnlyList<NotApplied> _unjudged = [];
    private Judgement? _judgement;

    public Judgement Conclude(Sitting sitting)
    {
        var afresh = !ReferenceEquals(sitting, _sitting) || store.BoundsChanged || (store.ChangedRules & pack.EquipmentRules) != 0;
        if (afresh)
        {
            _sitting = sitting;
            _frame = FrameMaker.Make(pack, sitting, store);
            Apply(pack.AllRules);
            _pauses = PauseBook.Of(_records);
            _recordings = new Recordings(pack, sitting, store, _frame);
            _coverage = _recordings.Shares(pack.Content.CoverageFloor.Value);
            _unjudged = NotAppliedList.OfViews(pack, sitting);
        }
        else if (!Apply(store.ChangedRules) && verdicts.IsEmpty && _judgement is not null)
        {
            // What was seen concludes nothing: most of what is seen.
            store.ClearChanges();
            return _judgement;
        }
        store.ClearChanges();
        return _judgement = Judge(afresh);
    }

    /// <summary>False where the rules had nothing to say before and have nothing to say now.</summary>
    private bool Apply(ulong rules)
    {
        var matters = false;
        if (rules == 0 || store.IsEmpty)
        {
            return matters;
        }
        var view = new SittingView(pack, _sitting!, store, _frame!);
        for (; rules != 0; rules &= rules - 1)
        {
            var rule = System.Numerics.BitOperations.TrailingZeroCount(rules);
            var record = RuleRecord.Of(rule, view);
            matters |= record is not null || _records[rule] is not null;
            _records[rule] = record;
        }
        return matters;
    }

    private Judgement Judge(bool afresh)
    {
        var bench = new Bench(_sitting!, _frame!, verdicts.Rulings(_frame!));
        var writer = new EntryWriter(pack, _sitting!, _frame!, bench, _pauses, _recordings!);
        var entries = new List<Entry>();
        for (var rule = 0; rule < _records.Length; rule++)
        {
            if (_records[rule] is { } record)
            {
                // Once there are verdicts, an undo may leave none that hold; the entries still tell of it.
                if (afresh || !verdicts.IsEmpty || record.Entries is null)
                {
                    record.Entries = writer.Write(rule, bench.Hear(record.Findings), record.Entries);
                }
                entries.AddRange(record.Entries);
            }
        }
        if (bench.HasRulings)
        {
            entries.AddRange(writer.Write(EntryWriter.NoRule, bench.HearReports(), null));
        }
        entries.Sort(EntryOrder.Compare);
        var score = Scorer.Score(pack, _frame!, entries);
        var coverage = _coverage!;
        var incidents = entries.ConvertAll(static entry => entry.Incident);
        return new Judgement
        {
            Sitting = _sitting!.Id,
            PackId = pack.Id,
            PackVersion = pack.Version,
            PackHash = pack.Hash,
            Start = _frame!.Time(0),
            End = _frame.Time(_frame.End),
            EndedByInactivity = _frame.EndedByInactivity,
            Incidents = incidents,
            Score = score,
            Coverage = coverage,
            Proposal = Proposer.Propose(pack, incidents, score, coverage),
            Pauses = _pauses.All(_frame),
            NotApplied = NotAppliedList.Join(_unjudged, _records),
        };
    }
}
