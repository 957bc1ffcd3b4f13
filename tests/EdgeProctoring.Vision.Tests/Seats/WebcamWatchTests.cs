using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>One person before a webcam, and finds as a detector would make them.</summary>
public class WebcamWatchTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private readonly WebcamWatch _watch;
    private int _looks;
    private int _ids;

    public WebcamWatchTests() => _watch = new WebcamWatch(640, 480, _ => (++_ids).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void A_screen_beside_the_camera_is_nobodys_offence()
    {
        Assert.DoesNotContain(Look([Face(18)], 25), one => one.Kind == ObservationKind.HeadTurned);
        Assert.DoesNotContain(Look([Face(40)], 5), one => one.Kind == ObservationKind.HeadTurned);
        Assert.Contains(Look([Face(-10)], 5), one => one.Kind == ObservationKind.HeadTurned);
    }

    [Fact]
    public void Nobody_makes_turning_away_a_habit()
    {
        Look([Face(60)], 25);
        Assert.DoesNotContain(Look([Face(0)], 5), one => one.Kind == ObservationKind.HeadTurned && one.To is null);
        Assert.Contains(Look([Face(60)], 5), one => one.Kind == ObservationKind.HeadTurned && one.To is null);
    }

    [Fact]
    public void Somebody_without_a_face_is_covered_and_not_absent()
    {
        Look([Face(0)], 5);
        var kinds = Look([Person(100, 460)], 5).Select(one => one.Kind).ToList();
        Assert.Contains(ObservationKind.FaceCovered, kinds);
        Assert.DoesNotContain(ObservationKind.FaceMissing, kinds);
    }

    [Fact]
    public void Somebody_in_the_background_is_not_the_examinee()
    {
        Look([Face(0)], 5);
        var kinds = Look([Person(200, 300)], 5).Select(one => one.Kind).ToList();
        Assert.Contains(ObservationKind.FaceMissing, kinds);
        Assert.DoesNotContain(ObservationKind.FaceCovered, kinds);
    }

    private List<Sighting> Look(List<Detection> found, int looks) =>
        [.. Enumerable.Range(0, looks).SelectMany(_ => _watch.Look(_start.AddSeconds(_looks++), PictureState.Usable, found).ToList())];

    private static Detection Face(float yaw) => new(DetectedThing.Face, 0.9f, 250, 100, 390, 290, yaw);

    private static Detection Person(float top, float bottom) => new(DetectedThing.Person, 0.8f, 200, top, 440, bottom, 0);
}
