using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.Tests.Sittings;

/// <summary>A sitting's way from permission to the final grade, step by step.</summary>
public class SittingLifeTests
{
    private static readonly DateTimeOffset _start = new(2026, 12, 18, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Runs_by_the_clock_in_a_hall_that_asks_for_no_identification()
    {
        var life = Life();
        Assert.Equal([ExamState.Authorised, ExamState.Running, ExamState.Ended], [life.StateAt(At(-1)), life.StateAt(At(0)), life.StateAt(At(60))]);
    }

    [Fact]
    public void Starts_with_the_identification_where_one_is_asked_for()
    {
        var life = Life(identify: true);
        Assert.Equal((ExamState.Authorised, null), (life.StateAt(At(5)), life.StartAt));
        life = life.With(Step(StepKind.Identify, 7));
        Assert.Equal((ExamState.Running, At(7)), (life.StateAt(At(7)), life.StartAt));
        var early = Life(identify: true).With(Step(StepKind.Identify, -20));
        Assert.Equal((ExamState.Identified, At(0)), (early.StateAt(At(-5)), early.StartAt));
    }

    [Fact]
    public void Starts_at_home_when_the_examinee_presses_ok_and_not_before_the_identification()
    {
        var life = Life(SittingMode.Remote);
        Assert.Equal(StepRefusal.NotIdentified, life.Refuse(StepKind.Start, At(1)));
        life = life.With(Step(StepKind.Identify, 1));
        Assert.Equal(ExamState.Identified, life.StateAt(At(10)));
        Assert.Equal(At(12), life.With(Step(StepKind.Start, 12)).StartAt);
    }

    [Fact]
    public void Gives_back_the_time_of_a_pause_but_not_of_a_break()
    {
        var paused = Life().With(Step(StepKind.Pause, 10)).With(Step(StepKind.Resume, 25));
        Assert.Equal(At(75), paused.EndsAt(At(30)));
        Assert.Equal(At(70), Life().With(Step(StepKind.Pause, 10)).EndsAt(At(20)));
        var rested = Life().With(Step(StepKind.Break, 10)).With(Step(StepKind.Return, 25));
        Assert.Equal(At(60), rested.EndsAt(At(30)));
        Assert.Equal([new Break(BreakKind.Break, At(10), At(25))], rested.Breaks);
    }

    [Fact]
    public void Adds_what_was_granted_before_to_what_is_given_in_the_room()
    {
        var life = new SittingLife(new SittingPlan(At(0), At(60), SittingMode.Hall, false, "1") { Accommodations = [new Accommodation(AccommodationKind.ExtraTime, 15), new Accommodation(AccommodationKind.Mask)] });
        Assert.Equal(At(85), life.With(Step(StepKind.ExtraTime, 5, minutes: 10)).EndsAt(At(6)));
    }

    [Fact]
    public void Times_an_exit_and_takes_no_second_one_while_somebody_is_out()
    {
        var life = Life().With(Step(StepKind.Exit, 10, minutes: 5));
        Assert.Equal(new Break(BreakKind.Exit, At(10), null, TimeSpan.FromMinutes(5)), life.OpenBreak);
        Assert.Equal(StepRefusal.AlreadyAway, life.Refuse(StepKind.Exit, At(12)));
        Assert.Equal(StepRefusal.NotAway, life.Refuse(StepKind.Resume, At(12)));
        Assert.Null(life.Refuse(StepKind.Return, At(12)));
    }

    [Fact]
    public void Knows_who_sat_where_and_when()
    {
        var life = Life().With(Step(StepKind.Move, 20, seat: "9"));
        Assert.Equal([new SeatStay("1", At(0), At(20)), new SeatStay("9", At(20))], life.Stays);
        Assert.Equal("9", life.Seat);
    }

    [Fact]
    public void Goes_from_the_end_to_the_final_grade_in_order_and_once()
    {
        var life = Life();
        Assert.Equal(StepRefusal.NotEnded, life.Refuse(StepKind.Review, At(30)));
        foreach (var (kind, state) in new[] { (StepKind.Review, ExamState.Reviewed), (StepKind.Decide, ExamState.Decided), (StepKind.Appeal, ExamState.Appealed), (StepKind.Decide, ExamState.Decided), (StepKind.Finalise, ExamState.Final) })
        {
            life = life.With(Step(kind, 90));
            Assert.Equal(state, life.StateAt(At(91)));
        }
        Assert.Equal([StepRefusal.AlreadyDone, StepRefusal.Over], [life.Refuse(StepKind.Finalise, At(92)), life.Refuse(StepKind.Pause, At(92))]);
    }

    [Fact]
    public void Ends_by_force_also_out_of_a_pause()
    {
        var life = Life().With(Step(StepKind.Pause, 10)).With(Step(StepKind.Terminate, 20));
        Assert.Equal((true, ExamState.Ended, At(20)), (life.IsTerminated, life.StateAt(At(20)), life.EndsAt(At(50))));
        Assert.Equal(At(20), life.Breaks[0].To);
    }

    [Fact]
    public void Never_breaks_its_own_rules_whatever_the_steps()
    {
        var random = new Random(5);
        var kinds = Enum.GetValues<StepKind>();
        for (var round = 0; round < 20_000; round++)
        {
            var life = Life(random.Next(2) == 0 ? SittingMode.Hall : SittingMode.Remote, random.Next(2) == 0);
            var (minute, before) = (-10, ExamState.Authorised);
            for (var at = 0; at < 12; at++)
            {
                minute += random.Next(12);
                life = life.With(Step(kinds[random.Next(kinds.Length)], minute, minutes: random.Next(1, 20), seat: "s"));
                var state = life.StateAt(At(minute));
                Assert.True(state >= before || (before, state) == (ExamState.Appealed, ExamState.Decided), $"{before} became {state}");
                before = state;
                Assert.All(life.Breaks.Zip(life.Breaks.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
                Assert.All(life.Breaks, one => Assert.True(one.To is null || one.To >= one.From));
            }
        }
    }

    private static SittingLife Life(SittingMode mode = SittingMode.Hall, bool identify = false) => new(new SittingPlan(At(0), At(60), mode, identify, mode == SittingMode.Hall ? "1" : null));

    private static SittingStep Step(StepKind kind, int minute, int? minutes = null, string? seat = null) =>
        new("s", "e", null, "x", kind, "u", "Somebody", At(minute)) { Minutes = minutes, Seat = seat };

    private static DateTimeOffset At(int minute) => _start.AddMinutes(minute);
}
