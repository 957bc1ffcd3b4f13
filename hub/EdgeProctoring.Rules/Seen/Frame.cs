using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The time in which a sitting is judged: from its start to its end, with what is approved and what is blind in between.</summary>
internal sealed class Frame
{
    public required long StartTicks { get; init; }
    /// <summary>Milliseconds from the start to the end, or to the as-of time.</summary>
    public required long End { get; init; }
    public required bool EndedByInactivity { get; init; }
    public required List<Span> Breaks { get; init; }

    /// <summary>Milliseconds since the start, rounded down; the same for any start, so a shifted day is judged alike.</summary>
    public long Offset(long ticks) => Floor(ticks - StartTicks);

    public long Offset(DateTimeOffset time) => Offset(time.UtcTicks);

    public DateTimeOffset Time(long offset) => new(StartTicks + (offset * TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public static long DeclaredEnd(Sitting sitting)
    {
        var end = sitting.End is { } ended && (sitting.AsOf is null || ended <= sitting.AsOf) ? ended : sitting.AsOf ?? sitting.Start;
        return Math.Max(0, Floor(end.UtcTicks - sitting.Start.UtcTicks));
    }

    public static List<Span> BreaksOf(Sitting sitting, long end)
    {
        if (sitting.Breaks.Count == 0)
        {
            return SpanList.Empty;
        }
        var breaks = new List<Span>(sitting.Breaks.Count);
        foreach (var off in sitting.Breaks)
        {
            var from = Floor((off.From - sitting.Start).Ticks);
            var to = off.To is { } back ? Floor((back - sitting.Start).Ticks) : end;
            to = off.Limit is { } limit ? Math.Min(to, from + Floor(limit.Ticks)) : to;
            var span = new Span(Math.Max(0, from), Math.Min(end, to));
            if (span.From < span.To)
            {
                breaks.Add(span);
            }
        }
        return SpanList.Union(breaks);
    }

    private static long Floor(long ticks) => Math.DivRem(ticks, TimeSpan.TicksPerMillisecond) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;
}
