using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What the rules see of a sitting: its observations, clipped to the time and the seats in which they concern it.</summary>
internal sealed class SittingView(RulePack pack, Sitting sitting, SightingStore store, Frame frame)
{
    private static readonly Comparison<Piece> _byTime = static (one, other) =>
    {
        var order = one.From.CompareTo(other.From);
        return order != 0 ? order : string.CompareOrdinal(one.Seen.Id, other.Seen.Id);
    };

    private readonly Scratch _own = Scratch.Own;
    private readonly Scratch _other = Scratch.Other;

    public RulePack Pack => pack;
    public Sitting Sitting => sitting;
    public Frame Frame => frame;
    /// <summary>Which time is being judged now.</summary>
    public Part Part { get; set; } = Part.OutsideBreaks;
    /// <summary>The number of the rule that is being judged.</summary>
    public int Rule { get; private set; }
    /// <summary>Cameras that saw what the rule asks for, but were never measured at the seat.</summary>
    public HashSet<NotApplied>? Unmeasured { get; private set; }

    public bool IsHall => sitting.Mode == SittingMode.Hall;

    /// <summary>Where the current rule puts what it finds; used again for the next rule.</summary>
    public List<Finding> Findings => _own.Findings;

    public void Begin(int rule)
    {
        Findings.Clear();
        Rule = rule;
        Unmeasured = null;
    }

    /// <summary>The current rule's observations in order of time.</summary>
    public List<Piece> Pieces(RuleLine line, Func<Sighting, bool>? wanted = null) => Collect(pack.KindsOfRule[Rule], line, wanted, _own);

    /// <summary>The same, joined across the rule's gap. The list is used again by the next call.</summary>
    public List<Stretch> Stretches(RuleLine line, Func<Sighting, bool>? wanted = null) => Join(Pieces(line, wanted), line.Gap);

    /// <summary>Some of the pieces, joined across a gap. The list is used again by the next call.</summary>
    public List<Stretch> Join(List<Piece> pieces, long gap) => _own.Join(pieces, gap);

    /// <summary>The observations that may corroborate the current rule's, joined where they touch.</summary>
    public List<Stretch> Corroborating(RuleLine line) => _other.Join(Collect(pack.ByOfRule[Rule], line, null, _other), 0);

    private List<Piece> Collect(int[] kinds, RuleLine line, Func<Sighting, bool>? wanted, Scratch scratch)
    {
        var pieces = scratch.Pieces;
        pieces.Clear();
        foreach (var kind in kinds)
        {
            if (store.Of(kind) is { } seen)
            {
                foreach (var sighting in seen)
                {
                    if (sighting.Confidence >= line.Confidence && (wanted is null || wanted(sighting)))
                    {
                        Clip(sighting, line, scratch);
                    }
                }
            }
        }
        Sort(pieces);
        return pieces;
    }

    private void Clip(Sighting sighting, RuleLine line, Scratch scratch)
    {
        var pieces = scratch.Pieces;
        var relation = Relations.Of(sitting, sighting);
        if (relation == Relation.Foreign || (relation == Relation.Room && line.Kind == RuleKind.Equipment && !Relations.Watches(sitting, sighting.Source))
            || (relation == Relation.Other && line.Kind != RuleKind.Pair))
        {
            return;
        }
        // What a hall's microphone hears names nobody, so it speaks against nobody: not even as a second witness.
        if (relation == Relation.Room && IsHall && scratch == _other)
        {
            return;
        }
        var (began, ended) = (frame.Offset(sighting.From), sighting.To == Sighting.Open ? frame.End : frame.Offset(sighting.To));
        if (line.Kind == RuleKind.Reported)
        {
            // Check-in comes before the start, and what a person finds there (a copy of an ID) counts from the start.
            (began, ended) = (Math.Max(0, began), Math.Max(0, ended));
        }
        var (from, to) = (Math.Max(0, began), Math.Min(frame.End, ended));
        // A moment counts if it lies within; what only touches the sitting's beginning or end does not.
        if (from > to || (from == to && (began != ended || from == frame.End)))
        {
            return;
        }
        if (relation == Relation.Room)
        {
            Cut(new Piece(from, to, sighting), line, pieces);
            return;
        }
        var seat = relation == Relation.Other ? sighting.Detail.OtherSeat : sighting.Subject.Seat;
        if (!Floors.Allow(sitting, line, sighting.Source, seat))
        {
            if (scratch == _own && Floors.Measured(sitting, sighting.Source, seat) is null)
            {
                (Unmeasured ??= []).Add(new NotApplied(line.Code, NotAppliedReason.NotMeasured, sighting.Source, seat, line.Floor));
            }
            return;
        }
        if (seat is null || sighting.Subject.Sitting is not null)
        {
            Cut(new Piece(from, to, sighting), line, pieces);
            return;
        }
        foreach (var stay in sitting.Seats)
        {
            if (stay.Seat == seat)
            {
                var left = stay.To is { } end ? frame.Offset(end) : long.MaxValue;
                var stayed = new Piece(Math.Max(from, frame.Offset(stay.From)), Math.Min(to, left), sighting);
                // A moment belongs to the stay that begins with it, not to the one that ends.
                if (stayed.From < stayed.To || (stayed.From == stayed.To && from == to && stayed.From < left))
                {
                    Cut(stayed, line, pieces);
                }
            }
        }
    }

    private void Cut(Piece piece, RuleLine line, List<Piece> pieces)
    {
        if (Part == Part.Whole || frame.Breaks.Count == 0)
        {
            if (Part != Part.InsideBreaks)
            {
                Lengthen(piece, line, pieces);
            }
            return;
        }
        if (piece.From == piece.To)
        {
            if (SpanList.Contains(frame.Breaks, piece.From) == (Part == Part.InsideBreaks))
            {
                Lengthen(piece, line, pieces);
            }
            return;
        }
        var parts = new List<Span>();
        if (Part == Part.InsideBreaks)
        {
            SpanList.Intersect(new Span(piece.From, piece.To), frame.Breaks, parts);
        }
        else
        {
            SpanList.Subtract(new Span(piece.From, piece.To), frame.Breaks, parts);
        }
        foreach (var part in parts)
        {
            Lengthen(new Piece(part.From, part.To, piece.Seen), line, pieces);
        }
    }

    // Every moment that was seen counts for the nominal length. Unlike a least length per event, this is the same however the
    // moments were cut into observations.
    private void Lengthen(Piece piece, RuleLine line, List<Piece> pieces) =>
        pieces.Add(line.Nominal == 0 ? piece : piece with { To = Math.Min(frame.End, piece.To + line.Nominal) });

    private static void Sort(List<Piece> pieces)
    {
        for (var at = 1; at < pieces.Count; at++)
        {
            if (_byTime(pieces[at - 1], pieces[at]) > 0)
            {
                pieces.Sort(_byTime);
                return;
            }
        }
    }
}

/// <summary>Which part of the sitting a rule looks at.</summary>
internal enum Part
{
    OutsideBreaks = 0,
    /// <summary>What would have been an incident, had the time not been approved.</summary>
    InsideBreaks,
    Whole,
}
