using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Whether this exam or this examinee is exempt from a rule.</summary>
internal static class Exemptions
{
    public static Exemption Of(RuleLine line, Sitting sitting)
    {
        foreach (var aid in line.Aids)
        {
            if (sitting.Aids.Contains(aid))
            {
                return Exemption.Aid;
            }
        }
        foreach (var granted in sitting.Accommodations)
        {
            if (line.Accommodations.Contains(granted.Kind))
            {
                return Exemption.Accommodation;
            }
        }
        return Exemption.None;
    }
}
