using EdgeProctoring.Hub.SpotChecks;

namespace EdgeProctoring.Hub.Tests.SpotChecks;

/// <summary>The lot is fair, leans to risk as it says, and can be drawn again.</summary>
public class RoomDrawTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Draws_the_same_room_again_whatever_the_order_of_the_candidates()
    {
        Candidate[] rooms = [Room("101", "anna"), Room("102", "boris"), Room("103"), Room("104", "anna")];
        foreach (var seed in Seeds(500))
        {
            Assert.Equal(RoomDraw.Of(seed, rooms).Room, RoomDraw.Of(seed, [.. rooms.Reverse()]).Room);
        }
    }

    [Fact]
    public void Goes_by_risk_in_six_of_ten_draws_and_by_room_and_by_staff_in_two_each()
    {
        Candidate[] rooms = [Room("101", "anna"), Room("102", "anna"), Room("103", "boris")];
        var ways = Seeds(Draws).Select(seed => RoomDraw.Of(seed, rooms).Way).CountBy(way => way).ToDictionary();
        Assert.InRange(ways[DrawWay.Risk], Draws * 0.58, Draws * 0.62);
        Assert.InRange(ways[DrawWay.Room], Draws * 0.18, Draws * 0.22);
        Assert.InRange(ways[DrawWay.Staff], Draws * 0.18, Draws * 0.22);
    }

    [Fact]
    public void Draws_whoever_watches_one_room_as_often_as_whoever_watches_many()
    {
        Candidate[] rooms = [Room("101", "anna"), Room("102", "anna"), Room("103", "anna"), Room("104", "boris")];
        var byStaff = Seeds(Draws).Select(seed => RoomDraw.Of(seed, rooms)).Where(drawn => drawn.Way == DrawWay.Staff).ToList();
        Assert.InRange((double)byStaff.Count(drawn => drawn.Room.Room == "104") / byStaff.Count, 0.46, 0.54);
    }

    [Fact]
    public void Draws_a_room_in_proportion_to_its_risk_and_none_never()
    {
        var risky = Room("101") with { Alarms = 2, Days = 0, StaffSeen = true };
        var calm = Room("102") with { Days = 0, StaffSeen = true };
        Assert.Equal((9, 1), (risky.Weight, calm.Weight));
        var byRisk = Seeds(Draws).Select(seed => RoomDraw.Of(seed, [risky, calm])).Where(drawn => drawn.Way == DrawWay.Risk).ToList();
        Assert.InRange((double)byRisk.Count(drawn => drawn.Room == risky) / byRisk.Count, 0.88, 0.92);
    }

    [Fact]
    public void Falls_back_to_rooms_where_nobody_of_the_staff_is_named() =>
        Assert.DoesNotContain(DrawWay.Staff, Seeds(200).Select(seed => RoomDraw.Of(seed, [Room("101"), Room("102")]).Way));

    private static Candidate Room(string room, params string[] staff) => new("exam", room) { Staff = staff };

    private static IEnumerable<string> Seeds(int count) => Enumerable.Range(0, count).Select(at => FormattableString.Invariant($"seed-{at}"));
}
