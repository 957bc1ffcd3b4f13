using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The set of verdicts on one sitting. The latest on a moment counts; an undone one never was.</summary>
internal sealed class VerdictBook
{
    private static readonly List<Ruling> _none = [];

    private Dictionary<string, Verdict>? _verdicts;

    public bool IsEmpty => _verdicts is null;

    public Taken Add(Verdict verdict)
    {
        _verdicts ??= new Dictionary<string, Verdict>(StringComparer.Ordinal);
        if (_verdicts.TryAdd(verdict.Id, verdict))
        {
            return Taken.Added;
        }
        if (VerdictOrder.CompareContent(verdict, _verdicts[verdict.Id]) >= 0)
        {
            return Taken.Duplicate;
        }
        _verdicts[verdict.Id] = verdict;
        return Taken.Added;
    }

    /// <summary>The verdicts that hold, in the order in which they were decided.</summary>
    public List<Ruling> Rulings(Frame frame)
    {
        if (_verdicts is null)
        {
            return _none;
        }
        var holding = Holding();
        var rulings = new List<Ruling>(holding.Count);
        foreach (var verdict in holding)
        {
            if (verdict is { Code: { } code, From: { } from, To: { } to, Decision: not VerdictKind.Undo })
            {
                rulings.Add(new Ruling(rulings.Count, verdict, code, frame.Offset(from), frame.Offset(to)));
            }
        }
        return rulings;
    }

    // From the last to the first: an undo that was itself undone later has no effect.
    private List<Verdict> Holding()
    {
        var verdicts = _verdicts!.Values.ToList();
        verdicts.Sort(VerdictOrder.CompareTime);
        var undone = new HashSet<string>(StringComparer.Ordinal);
        for (var at = verdicts.Count - 1; at >= 0; at--)
        {
            if (undone.Contains(verdicts[at].Id))
            {
                verdicts.RemoveAt(at);
            }
            else if (verdicts[at] is { Decision: VerdictKind.Undo, Undoes: { } target })
            {
                undone.Add(target);
            }
        }
        return verdicts;
    }
}
