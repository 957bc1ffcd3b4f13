using EdgeProctoring.Hub.Judging;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>What a sender said of a stretch of a stream: it holds it, or there is a gap for this reason.</summary>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset To, bool Held, string? Reason);

/// <summary>One minute of an expected stream.</summary>
internal enum MinuteState
{
    Held = 1,
    /// <summary>Somebody said why it is not there.</summary>
    Gap,
    /// <summary>Nobody has said anything yet.</summary>
    Missing,
}

/// <summary>A run of minutes in the same state, for the same reason.</summary>
internal sealed record MinuteRun(DateTimeOffset From, DateTimeOffset To, MinuteState State, string? Reason);

/// <summary>
/// Every minute of an expected stream is held, or has a gap with a reason, or is missing. A minute is held where every
/// second of it is, by whichever camera.
/// </summary>
internal static class StreamMinutes
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    /// <summary>Cuts between two pieces of a recording that nobody could notice.</summary>
    private static readonly TimeSpan _seam = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<MinuteRun> Of(DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<Stretch> stretches)
    {
        var held = new TimeSpans();
        foreach (var stretch in stretches.Where(stretch => stretch.Held))
        {
            held.Add(stretch.From - (_seam / 2), stretch.To + (_seam / 2));
        }
        var runs = new List<MinuteRun>();
        for (var start = from; start < to; start += _minute)
        {
            var end = start + _minute < to ? start + _minute : to;
            var (state, reason) = StateOf(start, end, held, stretches);
            if (runs is [.., { } last] && last.State == state && last.Reason == reason)
            {
                runs[^1] = last with { To = end };
            }
            else
            {
                runs.Add(new MinuteRun(start, end, state, reason));
            }
        }
        return runs;
    }

    private static (MinuteState State, string? Reason) StateOf(DateTimeOffset from, DateTimeOffset to, TimeSpans held, IReadOnlyCollection<Stretch> stretches)
    {
        if (held.Covers(from, to))
        {
            return (MinuteState.Held, null);
        }
        var reasons = stretches.Where(stretch => !stretch.Held && stretch.From < to && stretch.To > from).Select(stretch => stretch.Reason ?? "").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        return reasons.Count > 0 ? (MinuteState.Gap, string.Join("; ", reasons)) : (MinuteState.Missing, null);
    }
}
