using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Synthetic;

public class HallScriptTests
{
    private const string Hall = """
        name: test
        seconds: 30
        rows: 2
        columns: 3
        seed: 5
        empty: [2]
        events:
          - { at: 5, for: 10, seat: 4, does: phone, kind: back }
          - { at: 8, for: 2, does: lights-off }
          - { at: 20, for: 5, seat: 5, with: 6, does: lean-together }

        """;

    [Fact]
    public void Tells_the_truth_about_what_is_played()
    {
        var truth = GroundTruth.Of(HallScriptFile.Parse(Hall, "test.yaml"));
        Assert.Equal(6, truth.Seats.Count);
        Assert.Equal(["2"], truth.Empty);
        Assert.Equal(new TrueEvent(5, 15, "Phone", "4", null, "PHONE"), truth.Events[0]);
        Assert.Equal(new TrueEvent(20, 25, "LeanTogether", "5", "6", "NONVERBAL"), truth.Events[2]);
        Assert.Equal(truth.ToJson(), GroundTruth.FromJson(truth.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("seconds: 30", "seconds: 3000", "seconds is 3000; allowed: 10 to 900")]
    [InlineData("columns: 3", "columns: 9", "columns is 9; allowed: 1 to 5")]
    [InlineData("seat: 4,", "seat: 7,", "event 1: seat 7 does not exist; there are 6")]
    [InlineData("seat: 4,", "", "event 1: Phone needs a seat")]
    [InlineData("kind: back", "kind: brick", "kind 'brick' is not a phone")]
    [InlineData("does: lights-off", "does: lights-off, seat: 1", "event 2: LightsOff concerns the room")]
    [InlineData("with: 6, ", "", "event 3: LeanTogether needs 'with'")]
    [InlineData("for: 5, seat: 5", "for: 50, seat: 5", "event 3: at 20 for 50 s does not fit into 30 s")]
    [InlineData("seed: 5", "sed: 5", "line 5")]
    [InlineData("does: phone", "does: juggle", "line 8")]
    public void Refuses_what_cannot_be_played_by_name_and_place(string from, string to, string says)
    {
        var refused = Assert.Throws<ScriptException>(() => HallScriptFile.Parse(Hall.Replace(from, to, StringComparison.Ordinal), "test.yaml"));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_all_faults_at_once()
    {
        var broken = Hall.Replace("seconds: 30", "seconds: 3000", StringComparison.Ordinal).Replace("seat: 4,", "seat: 40,", StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<ScriptException>(() => HallScriptFile.Parse(broken, "test.yaml")).Faults.Count);
    }

    [Fact]
    public void Keeps_the_seat_map_inside_the_picture_and_the_front_row_nearest()
    {
        var seats = GroundTruth.Of(HallScriptFile.Parse(Hall, "test.yaml")).Seats;
        Assert.All(seats.SelectMany(seat => seat.Corners), corner => Assert.True(corner.X is >= 0 and <= 10_000 && corner.Y is >= 0 and <= 10_000));
        Assert.Equal(1, seats[^1].Row);
        Assert.True(seats[0].DistanceMm > seats[^1].DistanceMm);
    }
}
