namespace EdgeProctoring.EdgeAgent.Tests.Panel;

/// <summary>The light's words, and the guard before a node is taken from its campus.</summary>
public class PanelLightTests
{
    [Fact]
    public void Each_state_looks_different_within_two_seconds()
    {
        var looks = Enum.GetValues<PanelState>().Select(state => string.Join(',', Enumerable.Range(0, 40).Select(at => PanelLight.At(state, TimeSpan.FromSeconds(at * 0.1)).Colour)));

        Assert.Equal(Enum.GetValues<PanelState>().Length, looks.Distinct().Count());
    }

    [Theory, InlineData("Ready", 3.0, "Green"), InlineData("Fault", 0.3, "Off"), InlineData("Fault", 0.5, "Red"), InlineData("Exam", 2.9, "Off"), InlineData("Exam", 3.1, "Blue")]
    public void A_rhythm_goes_on_as_long_as_the_state(string state, double seconds, string colour)
    {
        var (shown, remains) = PanelLight.At(Enum.Parse<PanelState>(state), TimeSpan.FromSeconds(seconds));

        Assert.Equal(Enum.Parse<PanelColour>(colour), shown);
        Assert.InRange(remains, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Only_a_second_long_press_in_time_takes_the_node_from_its_campus()
    {
        var guard = new ReclaimGuard();
        Assert.Equal(ReclaimAnswer.Identify, guard.Press(At(0)));
        Assert.Equal(ReclaimAnswer.Asked, guard.Hold(At(1), examRuns: false));
        Assert.Equal(ReclaimAnswer.TakenBack, guard.Press(At(5)));
        Assert.Equal(ReclaimAnswer.Asked, guard.Hold(At(6), examRuns: false));
        Assert.Equal(ReclaimAnswer.Asked, guard.Hold(At(37), examRuns: false));
        Assert.Equal(ReclaimAnswer.Confirmed, guard.Hold(At(66), examRuns: false));
    }

    [Fact]
    public void While_an_exam_runs_no_press_takes_the_node_from_its_campus_however_it_began()
    {
        var guard = new ReclaimGuard();
        Assert.Equal(ReclaimAnswer.Asked, guard.Hold(At(0), examRuns: false));
        Assert.Equal(ReclaimAnswer.Refused, guard.Hold(At(5), examRuns: true));
        Assert.False(guard.IsAsked(At(6)));
        Assert.Equal(ReclaimAnswer.Asked, guard.Hold(At(7), examRuns: false));
    }

    private static TimeSpan At(int second) => TimeSpan.FromSeconds(second);
}
