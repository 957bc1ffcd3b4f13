using System.Text;

using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Seats;

public class SeatMapFileTests
{
    private const string One = """{ "seats": [ { "id": "a", "row": 1, "corners": [ { "x": 0, "y": 0 }, { "x": 9, "y": 0 }, { "x": 9, "y": 9 } ] } ] }""";

    [Fact]
    public void Reads_the_map_that_a_drawn_hall_carries()
    {
        var truth = GroundTruth.Of(HallScriptFile.Parse("name: x\nseconds: 10\n", "x.yaml"));

        var (seats, refusals) = SeatMapFile.Parse(Encoding.UTF8.GetBytes(truth.ToJson()));

        Assert.Empty(refusals);
        Assert.Equal(truth.Seats.Select(seat => seat.Id), seats.Select(seat => seat.Id));
    }

    [Theory]
    [InlineData("\"a\"", "\"a b\"", "seats.id is 'a b'")]
    [InlineData("\"a\"", "null", "seats.id is '(absent)'")]
    [InlineData("\"row\": 1", "\"row\": 0", "seats[a].row is '0'")]
    [InlineData("\"row\": 1", "\"distanceMm\": -1", "seats[a].distanceMm is '-1'")]
    [InlineData("{ \"x\": 9, \"y\": 9 }", "{ \"x\": 9, \"y\": 10001 }", "seats[a].corners is '3'")]
    [InlineData("{ \"x\": 9, \"y\": 9 }", "{ \"x\": 4, \"y\": 0 }", "seats[a].corners is 'no area'")]
    [InlineData("\"seats\"", "\"chairs\"", "seats is '0'")]
    [InlineData("\"x\": 9, \"y\": 9", "\"x\": \"nine\"", "(unreadable)")]
    [InlineData("] }", "", "(unreadable)")]
    public void Names_what_is_wrong(string from, string to, string says)
    {
        var (seats, refusals) = SeatMapFile.Parse(Encoding.UTF8.GetBytes(One.Replace(from, to, StringComparison.Ordinal)));

        Assert.Empty(seats);
        Assert.Contains(refusals, refusal => refusal.ToString().Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Any_damage_gives_seats_or_refusals()
    {
        var chance = new Random(20_261_120);
        var good = Encoding.UTF8.GetBytes(One);
        for (var round = 0; round < Fuzz.Rounds(20_000, 1_000_000); round++)
        {
            var (seats, refusals) = SeatMapFile.Parse(Fuzz.Damage(good, chance));
            Assert.NotEqual(seats.Count > 0, refusals.Count > 0);
        }
    }
}
