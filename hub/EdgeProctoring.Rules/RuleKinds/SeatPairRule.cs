namespace EdgeProctoring.Rules;

/// <summary>Two seats have to do with each other: one incident that names both. The pack says whether the other seat is charged too.</summary>
internal sealed class SeatPairRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        var pieces = sitting.Pieces(line, static seen => seen.Subject.Seat is not null && seen.Detail.OtherSeat is not null);
        foreach (var pair in Pairs(pieces))
        {
            foreach (var stretch in sitting.Join(pair, line.Gap))
            {
                if (stretch.Length >= line.Sustain)
                {
                    findings.Add(Findings.From(sitting, line, stretch) with { Charges = line.ChargesBoth || HasActed(sitting, stretch) });
                }
            }
        }
    }

    // Where only who acts is charged, the same two seats make two incidents: one for each direction.
    private IEnumerable<List<Piece>> Pairs(List<Piece> pieces) => pieces
        .GroupBy(piece => line.ChargesBoth ? Unordered(piece) : (piece.Seen.Subject.Seat!, piece.Seen.Detail.OtherSeat!))
        .OrderBy(pair => pair.Key.Item1, StringComparer.Ordinal).ThenBy(pair => pair.Key.Item2, StringComparer.Ordinal)
        .Select(pair => pair.ToList());

    private static (string, string) Unordered(Piece piece)
    {
        var (seat, other) = (piece.Seen.Subject.Seat!, piece.Seen.Detail.OtherSeat!);
        return string.CompareOrdinal(seat, other) <= 0 ? (seat, other) : (other, seat);
    }

    private static bool HasActed(SittingView sitting, Stretch stretch) =>
        Relations.Of(sitting.Sitting, stretch.Pieces[0].Seen) == Relation.Own;
}
