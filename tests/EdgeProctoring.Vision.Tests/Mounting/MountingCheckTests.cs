using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision.Tests.Mounting;

/// <summary>A camera says what it can judge at which seat, and claims nothing that was not measured.</summary>
public class MountingCheckTests
{
    [Theory]
    [InlineData(1920, 90, 1000, 960)]
    [InlineData(1920, 90, 4000, 240)]
    [InlineData(1280, 60, 8000, 138)]
    public void Pixels_per_metre_follow_from_lens_resolution_and_distance(int width, int lens, int distance, int pixels) =>
        Assert.Equal(pixels, MountingCheck.PixelsPerMetre(width, lens, distance), 1.0);

    [Theory]
    [InlineData(1900, CanJudge.Posture | CanJudge.Hands | CanJudge.Identity)]
    [InlineData(1950, CanJudge.Posture | CanJudge.Hands)]
    [InlineData(3800, CanJudge.Posture | CanJudge.Hands)]
    [InlineData(3900, CanJudge.Posture)]
    [InlineData(11900, CanJudge.Posture)]
    [InlineData(12100, CanJudge.Nothing)]
    [InlineData(0, CanJudge.Nothing)]
    public void Each_rule_has_its_distance(int distance, CanJudge can) => Assert.Equal(can, Check(Seat("a", distance, 1)).Seats[0].CanJudge);

    [Fact]
    public void A_row_in_front_hides_hands_and_then_the_whole_seat()
    {
        var report = Check(Seat("front", 2000, 1, top: 4000), Seat("half", 3000, 2, top: 3200), Seat("gone", 3000, 3, top: 3900));
        Assert.Equal((0, true), (report.Seats[0].HiddenPercent, report.Seats[0].CanJudge.HasFlag(CanJudge.Hands)));
        Assert.InRange(report.Seats[1].HiddenPercent, 50, 60);
        Assert.Equal(CanJudge.Posture, report.Seats[1].CanJudge);
        Assert.Equal(CanJudge.Nothing, report.Seats[2].CanJudge);
        Assert.Equal("2 of 3 desks seen", report.Summary);
        Assert.Contains("hidden by the rows in front", string.Join(' ', report.Seats[2].Because), StringComparison.Ordinal);
    }

    [Theory, InlineData(1200, false), InlineData(1600, true), InlineData(2400, true)]
    public void Too_flat_a_view_hides_the_hands(int height, bool hands)
    {
        var view = MountingCheck.Of(Camera(Seat("a", 2400, 1)), 1920, 1080, height).Seats[0];
        Assert.Equal(hands, view.CanJudge.HasFlag(CanJudge.Hands));
    }

    [Fact]
    public void Too_steep_a_view_shows_no_face()
    {
        var view = MountingCheck.Of(Camera(Seat("a", 1800, 1)), 1920, 1080, 2700).Seats[0];
        Assert.Equal(56, view.TiltDegrees);
        Assert.False(view.CanJudge.HasFlag(CanJudge.Identity));
    }

    [Fact]
    public void Prints_a_table_and_the_same_as_json()
    {
        var report = Check(Seat("A1", 1900, 1), Seat("A2", 0, 1, left: 5000));
        Assert.Equal("""
            seat     row  px/m  tilt hidden  posture hands face  why not
            A1         1   505     ?     0%  yes     yes   yes
            A2         1     ?     ?     0%  -       -     -     the distance was not measured
            1 of 2 desks seen; mounting score 50
            """, report.ToTable());
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal((1, 2, 50), (json.RootElement.GetProperty("seen").GetInt32(), json.RootElement.GetProperty("desks").GetInt32(), json.RootElement.GetProperty("score").GetInt32()));
        Assert.True(json.RootElement.GetProperty("seats")[0].GetProperty("identity").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("seats")[1].GetProperty("pixelsPerMetre").ValueKind);
    }

    [Fact]
    public void Refuses_a_lens_that_cannot_be() =>
        Assert.Throws<ContractException>(() => MountingCheck.Of(Camera(Seat("a", 1000, 1)) with { LensDegrees = 180 }, 1920, 1080));

    private static MountingReport Check(params SeatPlace[] seats) => MountingCheck.Of(Camera(seats), 1920, 1080);

    private static CameraSettings Camera(params SeatPlace[] seats) => new() { Id = "cam", Address = "file:x", Room = "r", Seats = seats };

    private static SeatPlace Seat(string id, int distance, int row, int left = 1000, int top = 3000) => new()
    {
        Id = id, DistanceMm = distance, Row = row,
        Corners = [new(left, top), new(left + 1500, top), new(left + 1500, top + 1800), new(left, top + 1800)],
    };
}
