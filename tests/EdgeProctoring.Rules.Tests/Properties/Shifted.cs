using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The same case on another day.</summary>
internal static class Shifted
{
    public static TestCase By(TimeSpan shift, TestCase given) => given with
    {
        Sitting = By(shift, given.Sitting),
        Seen = [.. given.Seen.Select(seen => seen with { From = seen.From + shift, To = seen.To + shift })],
        Verdicts = [.. given.Verdicts.Select(verdict => verdict with { At = verdict.At + shift, From = verdict.From + shift, To = verdict.To + shift })],
    };

    private static Sitting By(TimeSpan shift, Sitting sitting) => sitting with
    {
        Start = sitting.Start + shift,
        End = sitting.End + shift,
        AsOf = sitting.AsOf + shift,
        Seats = [.. sitting.Seats.Select(stay => stay with { From = stay.From + shift, To = stay.To + shift })],
        Breaks = [.. sitting.Breaks.Select(off => off with { From = off.From + shift, To = off.To + shift })],
        Coverage = [.. sitting.Coverage.Select(stream => stream with { Covered = [.. stream.Covered.Select(range => new TimeRange(range.From + shift, range.To + shift))] })],
    };
}
