using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// Trust from the time that counts, in whole numbers: per violation D = milliseconds without overlaps,
/// loss = cap·D/(D+tau) rounded to the nearest tenth of a percent (a half up), trust = 1000 − the losses, never below 0.
/// </summary>
internal static class Scorer
{
    private const int FullTrust = 1000;

    public static Score Score(RulePack pack, Frame frame, List<Entry> entries)
    {
        var losses = Losses(pack, entries, static entry => entry.Standing);
        if (frame.End <= pack.Content.CountsAfter.Value)
        {
            return new Score { Losses = losses, Reason = NoScore.TooShort };
        }
        return new Score { Trust = Trust(losses), Confirmed = Trust(Losses(pack, entries, static entry => entry.Confirmed)), Losses = losses };
    }

    /// <summary>Exact for any cap up to 1000 and any length of a sitting.</summary>
    public static int LossOf(Violation violation, long milliseconds)
    {
        var whole = milliseconds + violation.Tau;
        return (int)(((violation.Cap * milliseconds) + (whole / 2)) / whole);
    }

    private static List<Loss> Losses(RulePack pack, List<Entry> entries, Func<Entry, List<Span>> time)
    {
        List<(ViolationCode Code, Span Span)>? spans = null;
        foreach (var entry in entries)
        {
            foreach (var span in time(entry))
            {
                (spans ??= []).Add((entry.Finding.Code, span));
            }
        }
        if (spans is null)
        {
            return [];
        }
        spans.Sort(static (one, other) => one.Code != other.Code ? one.Code.CompareTo(other.Code) : one.Span.From.CompareTo(other.Span.From));
        var losses = new List<Loss>();
        for (var at = 0; at < spans.Count;)
        {
            var code = spans[at].Code;
            var milliseconds = LengthOf(spans, ref at);
            losses.Add(new Loss(code, milliseconds, LossOf(pack.Violations[code], milliseconds)));
        }
        losses.Sort(static (one, other) => one.Tenths != other.Tenths ? other.Tenths.CompareTo(one.Tenths) : one.Code.CompareTo(other.Code));
        return losses;
    }

    // The union of one code's spans, sorted by their beginning.
    private static long LengthOf(List<(ViolationCode Code, Span Span)> spans, ref int at)
    {
        var (code, length, reached) = (spans[at].Code, 0L, 0L);
        for (; at < spans.Count && spans[at].Code == code; at++)
        {
            var span = spans[at].Span;
            length += Math.Max(0, span.To - Math.Max(span.From, reached));
            reached = Math.Max(reached, span.To);
        }
        return length;
    }

    private static int Trust(List<Loss> losses)
    {
        var trust = FullTrust;
        foreach (var loss in losses)
        {
            trust -= loss.Tenths;
        }
        return Math.Max(0, trust);
    }
}
