using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>What an item's stamps tell about its making.</summary>
internal static class Stamps
{
    /// <summary>When an item was made: the life's name tells when it began, the item's reading how long after. A sighting itself begins before it is sure.</summary>
    public static DateTimeOffset MadeAt(Observation seen) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(seen.Boot.Replace("-", "", StringComparison.Ordinal)[..12], 16)) + seen.Clock.Monotonic;
}
