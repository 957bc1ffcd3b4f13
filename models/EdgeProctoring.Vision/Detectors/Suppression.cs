using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>Keeps the best of finds that are the same thing.</summary>
internal static class Suppression
{
    /// <summary>Of the finds from this place on, keeps those that no better one of the same kind overlaps by more than this.</summary>
    public static void ByOverlap(List<Detection> found, int from, float most) => Keep(found, from, most, inside: false);

    /// <summary>The same by how much of the smaller lies in the larger: people get part boxes at the borders of tiles.</summary>
    public static void ByContainment(List<Detection> found, int from, float most, DetectedThing thing) => Keep(found, from, most, inside: true, thing);

    private static void Keep(List<Detection> found, int from, float most, bool inside, DetectedThing? only = null)
    {
        var finds = CollectionsMarshal.AsSpan(found)[from..];
        finds.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        for (var at = 0; at < finds.Length; at++)
        {
            var seen = false;
            for (var before = 0; before < kept && !seen; before++)
            {
                seen = finds[before].Thing == finds[at].Thing && (only is null || only == finds[at].Thing)
                    && (inside ? finds[before].Contained(finds[at]) : finds[before].Overlap(finds[at])) > most;
            }
            if (!seen)
            {
                finds[kept++] = finds[at];
            }
        }
        CollectionsMarshal.SetCount(found, from + kept);
    }
}
