using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Makes a finding from a stretch, the same way for every rule.</summary>
internal static class Findings
{
    /// <summary>Evidence named by one incident at most: the earliest ids.</summary>
    public const int MostEvidence = 64;

    public static Finding From(SittingView view, RuleLine line, Stretch stretch, ViolationCode? code = null)
    {
        var sources = new List<Source>(1);
        var seats = new List<string>(1);
        List<string>? evidence = null;
        var (isRoom, isOpen) = (view.IsHall, false);
        foreach (var piece in stretch.Pieces)
        {
            var seen = piece.Seen;
            if (!sources.Contains(seen.Source))
            {
                sources.Add(seen.Source);
            }
            isRoom &= seen.Subject.Seat is null && seen.Subject.Sitting is null;
            isOpen |= seen.To == Sighting.Open;
            AddSeat(seats, seen.Subject.Seat);
            if (line.Kind == RuleKind.Pair)
            {
                AddSeat(seats, seen.Detail.OtherSeat);
            }
            foreach (var id in seen.Evidence)
            {
                (evidence ??= []).Add(id);
            }
        }
        isRoom |= view.IsHall && line.RoomInHall;
        return new Finding
        {
            Code = code ?? line.Code,
            From = stretch.From,
            To = stretch.To,
            Seats = isRoom ? [] : Sorted(seats),
            Sources = Sorted(sources),
            Evidence = evidence is null ? [] : Earliest(evidence),
            Scope = line.Kind == RuleKind.Equipment ? IncidentScope.Equipment
                : isRoom ? IncidentScope.Room : line.Kind == RuleKind.Pair ? IncidentScope.Pair : IncidentScope.Person,
            OfRoom = isRoom,
            Why = Because(line, stretch),
            Anchor = stretch.Pieces[0].Seen.Id,
            Sense = line.Sense,
            IsOpen = isOpen && stretch.To >= view.Frame.End && !view.Frame.EndedByInactivity && view.Sitting.End is null,
            IsGazeAlone = line.IsGaze,
            Sustain = line.Sustain,
        };
    }

    private static Why Because(RuleLine line, Stretch stretch)
    {
        var kinds = new List<string>(1);
        foreach (var piece in stretch.Pieces)
        {
            if (!kinds.Contains(piece.Seen.KindName.Name))
            {
                kinds.Add(piece.Seen.KindName.Name);
            }
        }
        kinds.Sort(string.CompareOrdinal);
        return new Why { Rule = line.Kind, Saw = kinds, Milliseconds = stretch.Length, AtLeast = line.Sustain };
    }

    private static void AddSeat(List<string> seats, string? seat)
    {
        if (seat is not null && !seats.Contains(seat))
        {
            seats.Add(seat);
        }
    }

    private static List<string> Sorted(List<string> texts)
    {
        texts.Sort(string.CompareOrdinal);
        return texts;
    }

    private static List<Source> Sorted(List<Source> sources)
    {
        sources.Sort(static (one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));
        return sources;
    }

    private static List<string> Earliest(List<string> ids)
    {
        ids.Sort(string.CompareOrdinal);
        var kept = new List<string>(Math.Min(ids.Count, MostEvidence));
        foreach (var id in ids)
        {
            if (kept.Count < MostEvidence && (kept.Count == 0 || kept[^1] != id))
            {
                kept.Add(id);
            }
        }
        return kept;
    }
}
