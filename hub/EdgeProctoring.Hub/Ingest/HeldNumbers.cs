using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>Which item numbers of a sender's boot the hub holds, as ranges. Its text form is <c>1-500,503-503</c>.</summary>
internal sealed class HeldNumbers
{
    private readonly List<SeqRange> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;
    public IReadOnlyList<SeqRange> Ranges => _ranges;

    public static HeldNumbers Parse(string text)
    {
        var held = new HeldNumbers();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            held._ranges.Add(new SeqRange(
                long.Parse(part.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
                long.Parse(part.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture)));
        }
        return held;
    }

    /// <summary>False where the number is held already.</summary>
    public bool Add(long seq)
    {
        // Numbers mostly grow: the search begins at the end.
        var at = _ranges.Count;
        while (at > 0 && _ranges[at - 1].From > seq)
        {
            at--;
        }
        if (at > 0 && _ranges[at - 1].To >= seq)
        {
            return false;
        }
        var joinsBefore = at > 0 && _ranges[at - 1].To == seq - 1;
        var joinsAfter = at < _ranges.Count && _ranges[at].From == seq + 1;
        switch (joinsBefore, joinsAfter)
        {
            case (true, true):
                _ranges[at - 1] = new SeqRange(_ranges[at - 1].From, _ranges[at].To);
                _ranges.RemoveAt(at);
                break;
            case (true, false):
                _ranges[at - 1] = new SeqRange(_ranges[at - 1].From, seq);
                break;
            case (false, true):
                _ranges[at] = new SeqRange(seq, _ranges[at].To);
                break;
            default:
                _ranges.Insert(at, new SeqRange(seq, seq));
                break;
        }
        return true;
    }

    /// <summary>Adds all of a range; some of it may be there already.</summary>
    public void Add(SeqRange range)
    {
        var (from, to) = (range.From, range.To);
        foreach (var touched in _ranges.Where(one => one.From <= to + 1 && from <= one.To + 1))
        {
            (from, to) = (Math.Min(from, touched.From), Math.Max(to, touched.To));
        }
        _ranges.RemoveAll(one => one.From >= from && one.To <= to);
        _ranges.Insert(_ranges.Count(one => one.To < from), new SeqRange(from, to));
    }

    /// <summary>The parts of a range that are not there.</summary>
    public IEnumerable<SeqRange> Missing(SeqRange within)
    {
        var next = within.From;
        foreach (var range in _ranges.Where(one => one.To >= within.From && one.From <= within.To))
        {
            if (range.From > next)
            {
                yield return new SeqRange(next, range.From - 1);
            }
            next = range.To + 1;
        }
        if (next <= within.To)
        {
            yield return new SeqRange(next, within.To);
        }
    }

    /// <summary>"Durable to N, except these gaps". Where there are more gaps than a receipt lists, N ends before the first unlisted one.</summary>
    public (long DurableTo, IReadOnlyList<SeqRange> Gaps) Durable()
    {
        var gaps = new List<SeqRange>();
        long durable = 0;
        foreach (var range in _ranges)
        {
            if (range.From > durable + 1)
            {
                if (gaps.Count == Limits.ReceiptGaps)
                {
                    break;
                }
                gaps.Add(new SeqRange(durable + 1, range.From - 1));
            }
            durable = range.To;
        }
        return (durable, gaps);
    }

    public override string ToString() =>
        string.Join(',', _ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}")));
}
