namespace EdgeProctoring.Vision.Tests;

/// <summary>Seeded damage to good input; the full count runs with EDGEPROCTORING_SOAK=1.</summary>
internal static class Fuzz
{
    public static int Rounds(int usual, int full) => Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? full : usual;

    /// <summary>Changes, cuts, repeats or inserts a few bytes.</summary>
    public static byte[] Damage(byte[] good, Random chance)
    {
        var bytes = good.ToList();
        for (var times = chance.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = chance.Next(bytes.Count);
            switch (chance.Next(5))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(chance.Next(1, 9), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(chance.Next(1, 9), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, chance.Next(8) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }
        return [.. bytes];
    }
}
