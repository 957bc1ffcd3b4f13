using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Judging;

/// <summary>Stretches of time without overlaps. What touches is joined.</summary>
internal sealed class TimeSpans
{
    private readonly List<TimeRange> _spans = [];

    /// <summary>False where all of it was there already.</summary>
    public bool Add(DateTimeOffset from, DateTimeOffset to)
    {
        var first = _spans.FindIndex(span => span.To >= from);
        if (first < 0)
        {
            _spans.Add(new TimeRange(from, to));
            return true;
        }
        if (_spans[first].From <= from && _spans[first].To >= to)
        {
            return false;
        }
        var last = first;
        while (last < _spans.Count && _spans[last].From <= to)
        {
            from = _spans[last].From < from ? _spans[last].From : from;
            to = _spans[last].To > to ? _spans[last].To : to;
            last++;
        }
        _spans.RemoveRange(first, last - first);
        _spans.Insert(first, new TimeRange(from, to));
        return true;
    }

    public bool Covers(DateTimeOffset from, DateTimeOffset to) => _spans.Exists(span => span.From <= from && span.To >= to);

    public IReadOnlyList<TimeRange> ToList() => [.. _spans];
}
