using EdgeProctoring.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Runs a property over random cases: the same ones each time, ten times as many and fresh ones in a soak.</summary>
internal static class Prove
{
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1";

    /// <summary>Cases per property and pack; a mutation run, which repeats the suite hundreds of times, takes fewer.</summary>
    public static int Cases { get; } = Environment.GetEnvironmentVariable("EDGEPROCTORING_CASES") is { } cases ? int.Parse(cases, System.Globalization.CultureInfo.InvariantCulture)
        : IsSoak ? 100_000 : 10_000;

    public static void ForAll(Func<TestCase, bool> holds, SittingMode? mode = null)
    {
        var arbitrary = Arb.From(Gen.Choose(1, int.MaxValue).Select(seed => RandomCase.Make(seed, mode)), given => given.Smaller());
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true);
        Check.One(IsSoak ? config : config.WithReplay(2026, 11), Prop.ForAll(arbitrary, holds));
    }
}
