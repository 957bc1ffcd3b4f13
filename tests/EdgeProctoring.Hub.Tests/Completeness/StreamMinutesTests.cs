using EdgeProctoring.Hub.Completeness;

namespace EdgeProctoring.Hub.Tests.Completeness;

/// <summary>Every minute is held, explained or missing.</summary>
public class StreamMinutesTests
{
    private static readonly DateTimeOffset _start = new(2026, 12, 18, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Holds_a_minute_that_two_cameras_cover_together() =>
        Assert.Equal(["0-120 Held"], Runs(120, Held(0, 70), Held(65, 120)));

    [Fact]
    public void Does_not_hold_a_minute_in_which_seconds_lack() =>
        Assert.Equal(["0-60 Held", "60-120 Missing"], Runs(120, Held(0, 70), Held(75, 120)));

    [Fact]
    public void Overlooks_the_seam_between_two_pieces() =>
        Assert.Equal(["0-60 Held"], Runs(60, Held(0, 29.6), Held(30, 60)));

    [Fact]
    public void Gives_the_reason_of_a_gap_and_leaves_what_nobody_explained_missing() =>
        Assert.Equal(["0-60 Held", "60-120 Gap cable pulled", "120-180 Missing"], Runs(180, Held(0, 60), Gap(61, 100, "cable pulled")));

    [Fact]
    public void Ends_with_a_short_minute_where_the_exam_does() =>
        Assert.Equal(["0-90 Held"], Runs(90, Held(0, 90)));

    [Fact]
    public void Depends_on_no_order()
    {
        Stretch[] stretches = [Held(0, 20), Gap(20, 30, "b"), Held(30, 200), Gap(25, 28, "a"), Held(230, 300)];
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            random.Shuffle(stretches);
            Assert.Equal(["0-60 Gap a; b", "60-180 Held", "180-240 Missing", "240-300 Held"], Runs(300, stretches));
        }
    }

    private static IEnumerable<string> Runs(double seconds, params Stretch[] stretches) =>
        StreamMinutes.Of(_start, _start.AddSeconds(seconds), stretches).Select(run =>
            $"{(run.From - _start).TotalSeconds}-{(run.To - _start).TotalSeconds} {run.State}{(run.Reason is null ? "" : $" {run.Reason}")}");

    private static Stretch Held(double from, double to) => new(_start.AddSeconds(from), _start.AddSeconds(to), true, null);

    private static Stretch Gap(double from, double to, string reason) => new(_start.AddSeconds(from), _start.AddSeconds(to), false, reason);
}
