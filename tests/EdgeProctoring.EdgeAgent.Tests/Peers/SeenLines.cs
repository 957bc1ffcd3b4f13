using System.Text.RegularExpressions;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>
/// The ledger of what an agent promised: it logs a sighting only after the spool has it on the disk. Read from the agent's own
/// output, so it survives the agent's death.
/// </summary>
internal static partial class SeenLines
{
    /// <summary>Sightings that began, by kind and seat, in this output.</summary>
    public static IReadOnlyDictionary<(string Kind, string Seat), int> Begun(string output) => Line().Matches(output)
        .GroupBy(line => (line.Groups[1].Value, line.Groups[2].Value)).ToDictionary(lines => lines.Key, lines => lines.Count());

    [GeneratedRegex(@"Camera cam-1: ([a-z.-]+) at seat (\S+) begins\.")]
    private static partial Regex Line();
}
