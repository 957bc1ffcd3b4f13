using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>Three seats in a row, and finds as a detector would make them.</summary>
public class RoomWatchTests
{
    private const int Width = 1000;
    private const int Height = 500;
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly RoomWatch _watch;
    private int _looks;
    private int _ids;

    public RoomWatchTests() => _watch = Watch([]);

    [Fact]
    public void A_clearer_look_raises_the_confidence_under_the_same_id()
    {
        var begins = Assert.Single(Look([Sits("a"), Phone("a", 0.51f)], 2), one => one.Kind == ObservationKind.Phone);
        Assert.Equal(510, begins.Confidence);
        Assert.Empty(Look([Sits("a"), Phone("a", 0.53f)], 1));

        var clearer = Assert.Single(Look([Sits("a"), Phone("a", 0.72f)], 1));
        Assert.Equal((begins.Id, 720, null), (clearer.Id, clearer.Confidence, clearer.To));

        var ended = Assert.Single(Look([Sits("a")], 3));
        Assert.Equal((begins.Id, 720), (ended.Id, ended.Confidence));
        Assert.NotNull(ended.To);
    }

    [Fact]
    public void Another_sighting_begins_with_its_own_confidence()
    {
        Look([Sits("a"), Phone("a", 0.9f)], 2);
        Look([Sits("a")], 3);

        Assert.Equal(600, Assert.Single(Look([Sits("a"), Phone("a", 0.6f)], 2)).Confidence);
    }

    [Fact]
    public void That_a_phone_is_gone_is_said_from_close_looks_alone()
    {
        Look([Sits("a"), Phone("a", 0.9f)], 2);
        Assert.Empty(Enumerable.Range(0, 10).SelectMany(_ => Once([Sits("a")], closely: ["b", "c"])));

        Assert.NotNull(Assert.Single(Enumerable.Range(0, 3).SelectMany(_ => Once([Sits("a")], closely: ["a"]))).To);
    }

    [Fact]
    public void A_phone_that_is_seen_from_afar_counts()
    {
        Once([Sits("a"), Phone("a", 0.9f)], closely: []);
        Assert.Contains(Once([Sits("a"), Phone("a", 0.9f)], closely: []), one => one.Kind == ObservationKind.Phone);
    }

    [Fact]
    public void What_lies_there_from_the_beginning_is_no_news_and_what_comes_later_is()
    {
        Assert.DoesNotContain(Look([Sits("a"), Thing("a", DetectedThing.Laptop)], SeatBaseline.UsualLooks + 5), one => one.Kind == ObservationKind.Computer);

        Assert.Equal("b", Assert.Single(Look([Sits("a"), Thing("a", DetectedThing.Laptop), Sits("b"), Thing("b", DetectedThing.Book)], 2), one => one.Kind == ObservationKind.Book).Seat);
    }

    [Fact]
    public void What_looks_like_a_remote_control_is_a_phone_with_less_confidence()
    {
        var phone = Assert.Single(Look([Sits("a"), Thing("a", DetectedThing.Remote)], 2), one => one.Kind == ObservationKind.Phone);

        Assert.Equal((640, "remote"), (phone.Confidence, phone.Detail.Label));
    }

    [Fact]
    public void A_head_turned_to_a_neighbour_names_the_neighbour()
    {
        var looks = Look([Sits("a"), Sits("b", yaw: 40), Sits("c")], 2);

        Assert.Equal("a", Assert.Single(looks, one => one.Kind == ObservationKind.LookingAtNeighbour).Detail.OtherSeat);
        Assert.Equal(40, Assert.Single(looks, one => one.Kind == ObservationKind.HeadTurned).Detail.Yaw);
    }

    [Fact]
    public void Nobody_looks_at_an_empty_seat_or_at_the_wall() =>
        Assert.DoesNotContain(Look([Sits("a", yaw: 40), Sits("b", yaw: -40)], 5), one => one.Kind == ObservationKind.LookingAtNeighbour);

    [Fact]
    public void Who_rises_by_more_than_a_head_stands_and_who_stretches_does_not()
    {
        Look([Sits("a"), Sits("b")], 12);
        Assert.Empty(Look([Sits("a", up: 40), Sits("b")], 4));

        Assert.Equal("a", Assert.Single(Look([Sits("a", up: 130), Sits("b")], 2), one => one.Kind == ObservationKind.PersonStood).Seat);
    }

    [Fact]
    public void A_phone_that_goes_to_the_neighbour_is_passed_and_two_phones_are_not()
    {
        Look([Sits("a"), Sits("b"), Phone("a", 0.8f)], 4);
        var passed = Assert.Single(Look([Sits("a"), Sits("b"), Phone("b", 0.8f)], 2), one => one is { To: not null } && one.Kind == ObservationKind.ItemPassed);
        Assert.Equal(("a", "b"), (passed.Seat, passed.Detail.OtherSeat));

        Look([Sits("a"), Sits("b")], 20);
        Look([Sits("a"), Sits("b"), Phone("a", 0.8f)], 4);
        Assert.DoesNotContain(Look([Sits("a"), Sits("b"), Phone("a", 0.8f), Phone("b", 0.8f)], 4), one => one.Kind == ObservationKind.ItemPassed);
    }

    [Fact]
    public void Who_takes_a_free_seat_after_leaving_the_own_has_changed_it()
    {
        Look([Sits("a")], 20);
        Look([], 10);

        var changed = Assert.Single(Look([Sits("c")], 40), one => one is { To: not null } && one.Kind == ObservationKind.SeatChanged);
        Assert.Equal(("a", "c"), (changed.Seat, changed.Detail.OtherSeat));
    }

    [Fact]
    public void Who_comes_back_to_the_own_seat_or_comes_late_has_not_changed_it()
    {
        var watch = Watch(["a", "b"]);
        Look(watch, [Sits("a"), Sits("c")], 40);
        Look(watch, [Sits("c")], 40);
        Look(watch, [], 10);

        // The owner of a comes back while c is out; the owner of b comes late.
        Assert.DoesNotContain(Look(watch, [Sits("a"), Sits("b")], 60), one => one.Kind == ObservationKind.SeatChanged);
    }

    private RoomWatch Watch(string[] assigned) => new(
        new CameraSettings
        {
            Id = "cam-1", Address = "file:x", Room = "r",
            Seats = [.. new[] { "a", "b", "c" }.Select((id, at) => new SeatPlace
            {
                Id = id, Corners = [Corner((at * 3000) + 500, 4000), Corner((at * 3000) + 3000, 4000), Corner((at * 3000) + 3000, 9000), Corner((at * 3000) + 500, 9000)],
            })],
        },
        new ExamWindow { Exam = "e", Room = "r", From = _start, To = _start.AddHours(1), Seats = assigned }, Width, Height, _ => (++_ids).ToString(CultureInfo.InvariantCulture));

    private static PicturePoint Corner(int x, int y) => new(x, y);

    /// <summary>The same picture for some looks, two a second; all that changed.</summary>
    private List<Sighting> Look(List<Detection> found, int looks) => Look(_watch, found, looks);

    private List<Sighting> Look(RoomWatch watch, List<Detection> found, int looks) =>
        [.. Enumerable.Range(0, looks).SelectMany(_ => watch.Look(_start.AddSeconds(_looks++ / 2.0), PictureState.Usable, found))
            .Where(one => one.Kind != ObservationKind.PersonCount && one.Kind != ObservationKind.SeatEmpty)];

    private List<Sighting> Once(List<Detection> found, string[] closely) =>
        [.. _watch.Look(_start.AddSeconds(_looks++ / 2.0), PictureState.Usable, found, closely).Where(one => one.Kind != ObservationKind.PersonCount && one.Kind != ObservationKind.SeatEmpty)];

    private static float Middle(string seat) => 175 + ((seat[0] - 'a') * 300);

    private static Detection Sits(string seat, float yaw = 0, float up = 0) =>
        new(DetectedThing.Face, 0.9f, Middle(seat) - 35, 235 - up, Middle(seat) + 35, 325 - up, yaw);

    private static Detection Phone(string seat, float score) => new(DetectedThing.Phone, score, Middle(seat) + 20, 360, Middle(seat) + 50, 410, 0);

    private static Detection Thing(string seat, DetectedThing thing) => new(thing, 0.8f, Middle(seat) - 60, 380, Middle(seat) + 60, 430, 0);
}
