using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Finds the time in which a sitting is judged: declared, or cut short by inactivity when remote.</summary>
internal static class FrameMaker
{
    public static Frame Make(RulePack pack, Sitting sitting, SightingStore store)
    {
        var end = Frame.DeclaredEnd(sitting);
        var declared = Of(sitting, end, endedByInactivity: false);
        var idle = pack.Content.IdleEnd.Value;
        if (idle == 0 || sitting.Mode != SittingMode.Remote || store.Of(pack.PageActive) is not { Count: > 0 } active)
        {
            // A sender that never reports activity cannot show inactivity either.
            return declared;
        }
        var idleEnd = IdleEnd(idle, end, Excused(pack, sitting, store, declared, active));
        return idleEnd < end ? Of(sitting, idleEnd, endedByInactivity: true) : declared;
    }

    // Approved time off and equipment faults are not inactivity: a lost network costs nothing.
    private static List<Span> Excused(RulePack pack, Sitting sitting, SightingStore store, Frame frame, List<Sighting> active)
    {
        var excused = new List<Span>(frame.Breaks);
        foreach (var sighting in active)
        {
            var to = sighting.To == Sighting.Open ? frame.End : frame.Offset(sighting.To);
            excused.Add(new Span(frame.Offset(sighting.From), to));
        }
        var findings = new List<Finding>();
        var view = new SittingView(pack, sitting, store, frame) { Part = Part.Whole };
        for (var rule = 0; rule < pack.Rules.Length; rule++)
        {
            if (pack.Rules[rule].Line.Kind == RuleKind.Equipment && pack.Rules[rule].Line.Modes.Allow(sitting.Mode))
            {
                view.Begin(rule);
                pack.Rules[rule].Judge(view, findings);
            }
        }
        foreach (var finding in findings)
        {
            excused.Add(new Span(finding.From, finding.To));
        }
        return SpanList.Union(excused);
    }

    private static long IdleEnd(long idle, long end, List<Span> excused)
    {
        var last = 0L;
        foreach (var span in excused)
        {
            if (span.From - last > idle)
            {
                break;
            }
            last = Math.Max(last, span.To);
        }
        return Math.Min(end, last + idle);
    }

    private static Frame Of(Sitting sitting, long end, bool endedByInactivity) => new()
    {
        StartTicks = sitting.Start.UtcTicks,
        End = end,
        EndedByInactivity = endedByInactivity,
        Breaks = Frame.BreaksOf(sitting, end),
    };
}
