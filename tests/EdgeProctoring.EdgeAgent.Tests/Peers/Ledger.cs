using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>What must be true of all that a node has sent, whatever happened to it.</summary>
internal static class Ledger
{
    /// <summary>Numbers without holes, one chain of manifest entries, ids that are never used for two things.</summary>
    public static void AssertSequence(TestHub hub)
    {
        foreach (var life in hub.Items.GroupBy(item => item.Boot))
        {
            Assert.Equal(Enumerable.Range(1, life.Count()).Select(seq => (long)seq), life.Select(item => item.Item.Seq));
            string? previous = null;
            foreach (var entry in life.Select(item => item.Item.Manifest).OfType<ManifestEntry>())
            {
                Assert.Equal(previous, entry.PreviousSha256);
                previous = Wire.HashOf(entry);
            }
        }
        Assert.All(hub.Observations.GroupBy(seen => seen.Id), same => Assert.Single(same.Select(seen => (seen.Kind, seen.Subject, seen.From)).Distinct()));
    }
}
