using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>
/// Draws a sample: the incidents whose SHA-256 over "seed/incident" is smallest. Everybody's incidents have the same chance,
/// and the same seed gives the same sample again.
/// </summary>
internal static class SampleDraw
{
    public static List<T> Of<T>(string seed, IEnumerable<T> all, Func<T, string> incident, int size) =>
        [.. all.OrderBy(one => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{incident(one)}"))), StringComparer.Ordinal).Take(size)];
}
