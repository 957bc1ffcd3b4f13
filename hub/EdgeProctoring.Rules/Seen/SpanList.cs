namespace EdgeProctoring.Rules;

/// <summary>Arithmetic on lists of spans that are sorted and apart from each other. Spans are half-open; moments vanish.</summary>
internal static class SpanList
{
    public static readonly List<Span> Empty = [];

    /// <summary>Sorts and joins what touches or overlaps.</summary>
    public static List<Span> Union(List<Span> spans)
    {
        if (spans.Count < 2)
        {
            return spans;
        }
        spans.Sort(static (one, other) => one.From.CompareTo(other.From));
        var kept = 0;
        for (var at = 1; at < spans.Count; at++)
        {
            if (spans[at].From <= spans[kept].To)
            {
                spans[kept] = new Span(spans[kept].From, Math.Max(spans[kept].To, spans[at].To));
            }
            else
            {
                spans[++kept] = spans[at];
            }
        }
        spans.RemoveRange(kept + 1, spans.Count - kept - 1);
        return spans;
    }

    /// <summary>What of <paramref name="span"/> lies outside <paramref name="holes"/> (sorted, apart), added to <paramref name="into"/>.</summary>
    public static void Subtract(Span span, List<Span> holes, List<Span> into)
    {
        var from = span.From;
        foreach (var hole in holes)
        {
            if (hole.From >= span.To)
            {
                break;
            }
            if (hole.From > from)
            {
                into.Add(new Span(from, hole.From));
            }
            from = Math.Max(from, hole.To);
        }
        if (from < span.To)
        {
            into.Add(new Span(from, span.To));
        }
    }

    public static List<Span> Subtract(List<Span> spans, List<Span> holes)
    {
        if (holes.Count == 0 || spans.Count == 0)
        {
            return spans;
        }
        var rest = new List<Span>(spans.Count);
        foreach (var span in spans)
        {
            Subtract(span, holes, rest);
        }
        return rest;
    }

    /// <summary>What of <paramref name="span"/> lies inside <paramref name="places"/>, added to <paramref name="into"/>.</summary>
    public static void Intersect(Span span, List<Span> places, List<Span> into)
    {
        foreach (var place in places)
        {
            var common = new Span(Math.Max(span.From, place.From), Math.Min(span.To, place.To));
            if (common.From < common.To)
            {
                into.Add(common);
            }
        }
    }

    public static bool Contains(List<Span> spans, long moment)
    {
        foreach (var span in spans)
        {
            if (span.From <= moment && moment < span.To)
            {
                return true;
            }
        }
        return false;
    }

    public static long Length(List<Span> spans)
    {
        var length = 0L;
        foreach (var span in spans)
        {
            length += span.Length;
        }
        return length;
    }
}
