using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>More people than there should be: heads (less the staff among them) above the roster. A helper is one more who may be there.</summary>
internal sealed class CountOverRosterRule(RuleLine line) : IRule
{
    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        var expected = sitting.Sitting.Roster + Helpers(sitting.Sitting);
        var staff = sitting.Sitting.Staff;
        foreach (var stretch in sitting.Stretches(line, seen => seen.Detail.Count - (seen.Detail.Staff ?? staff) > expected))
        {
            if (stretch.Length >= line.Sustain)
            {
                var finding = Findings.From(sitting, line, stretch);
                findings.Add(finding with { Why = finding.Why with { Expected = expected, Counted = Most(stretch, staff) } });
            }
        }
    }

    private static int Most(Stretch stretch, int staff)
    {
        var most = int.MinValue;
        foreach (var piece in stretch.Pieces)
        {
            most = Math.Max(most, piece.Seen.Detail.Count.GetValueOrDefault() - (piece.Seen.Detail.Staff ?? staff));
        }
        return most;
    }

    private static int Helpers(Sitting sitting)
    {
        var helpers = 0;
        foreach (var granted in sitting.Accommodations)
        {
            helpers += granted.Kind == AccommodationKind.Helper ? 1 : 0;
        }
        return helpers;
    }
}
