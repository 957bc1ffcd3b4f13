namespace EdgeProctoring.Rules;

/// <summary>The kind's own measures that a line asks for.</summary>
internal static class Thresholds
{
    public static Func<Sighting, bool>? Of(RuleLine line) => (line.Level, line.Yaw) switch
    {
        (null, null) => null,
        ({ } level, _) => seen => seen.Detail.Level >= level,
        (_, { } yaw) => seen => seen.Detail.Yaw is { } turned && Math.Abs(turned) >= yaw,
    };
}
