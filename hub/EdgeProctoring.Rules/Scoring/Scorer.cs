using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// Trust from the time that counts, in whole numbers: per violation D = milliseconds without overlaps,
/// loss = cap·D/(D+tau) rounded to the nearest tenth of a percent (a half up), trust = 1000 − the losses, never below 0.
/// </summary>
internal sealed class Scorer(RulePack pack)
{
    private const int FullTrust = 1000;

    private readonly SortedDictionary<ViolationCode, List<Span>> _standing = [];
    private readonly SortedDictionary<ViolationCode, List<Span>> _confirmed = [];

    public void Add(ViolationCode code, List<Span> standing, List<Span> confirmed)
    {
        AddTo(_standing, code, standing);
        AddTo(_confirmed, code, confirmed);
    }

    public Score Score(Frame frame)
    {
        var losses = Losses(_standing);
        if (frame.End <= pack.Content.CountsAfter.Value)
        {
            return new Score { Losses = losses, Reason = NoScore.TooShort };
        }
        return new Score { Trust = Trust(losses), Confirmed = Trust(Losses(_confirmed)), Losses = losses };
    }

    /// <summary>Exact for any cap up to 1000 and any length of a sitting.</summary>
    public static int LossOf(Violation violation, long milliseconds)
    {
        var whole = milliseconds + violation.Tau;
        return milliseconds == 0 ? 0 : (int)(((violation.Cap * milliseconds) + (whole / 2)) / whole);
    }

    private List<Loss> Losses(SortedDictionary<ViolationCode, List<Span>> spans)
    {
        var losses = new List<Loss>(spans.Count);
        foreach (var (code, list) in spans)
        {
            var length = SpanList.Length(SpanList.Union(list));
            if (length > 0)
            {
                losses.Add(new Loss(code, length, LossOf(pack.Violations[code], length)));
            }
        }
        losses.Sort(static (one, other) => one.Tenths != other.Tenths ? other.Tenths.CompareTo(one.Tenths) : one.Code.CompareTo(other.Code));
        return losses;
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

    private static void AddTo(SortedDictionary<ViolationCode, List<Span>> spans, ViolationCode code, List<Span> more)
    {
        if (more.Count == 0)
        {
            return;
        }
        if (!spans.TryGetValue(code, out var list))
        {
            spans[code] = list = [];
        }
        list.AddRange(more);
    }
}
