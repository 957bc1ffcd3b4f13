namespace EdgeProctoring.Rules.Tests;

/// <summary>The same case with all its times on whole seconds, and nothing shorter.</summary>
internal static class Snapped
{
    public static TestCase Of(TestCase given) => given with
    {
        Sitting = given.Sitting with
        {
            Seats = [.. given.Sitting.Seats.Select(stay => stay with { From = Snap(stay.From), To = stay.To is { } to ? Snap(to) : null })],
            Breaks = [.. given.Sitting.Breaks.Select(off => off with { From = Snap(off.From), To = off.To is { } to ? Snap(to) : null })],
        },
        Seen = [.. given.Seen.Select(seen => seen with { From = Snap(seen.From), To = seen.To is { } to ? Later(Snap(seen.From), Snap(to)) : null })],
        Verdicts = [.. given.Verdicts.Select(verdict => verdict with { From = verdict.From is { } from ? Snap(from) : null, To = verdict.To is { } to ? Snap(to) : null })],
    };

    private static DateTimeOffset Later(DateTimeOffset from, DateTimeOffset to) => to > from ? to : from + TimeSpan.FromMilliseconds(Reference.Cell);

    private static DateTimeOffset Snap(DateTimeOffset time) =>
        RandomCase.Start + TimeSpan.FromMilliseconds(Math.Floor((time - RandomCase.Start).TotalMilliseconds / Reference.Cell) * Reference.Cell);
}
