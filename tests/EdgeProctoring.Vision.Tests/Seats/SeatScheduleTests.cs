namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>Every seat is looked at in time, whatever moves elsewhere.</summary>
public class SeatScheduleTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);
    private readonly ManualTime _time = new();

    [Fact]
    public void Looks_at_every_seat_in_time_although_one_moves_all_the_time()
    {
        var schedule = Schedule(20);
        var oldest = TimeSpan.Zero;
        var looks = new Dictionary<string, int>();
        for (var look = 0; look < 2000; look++)
        {
            schedule.Moves("7", 1);
            _time.Advance(TimeSpan.FromMilliseconds(60));
            var seat = schedule.Next()!;
            oldest = schedule.Age(seat) > oldest ? schedule.Age(seat) : oldest;
            schedule.Looked(seat);
            looks[seat] = looks.GetValueOrDefault(seat) + 1;
        }
        Assert.Equal(0, schedule.Misses);
        Assert.True(oldest <= _interval, $"{oldest}");
        Assert.Equal(20, looks.Count);
        Assert.True(looks["7"] > 2 * looks["8"], $"the one that moves {looks["7"]}, another {looks["8"]}");
    }

    [Fact]
    public void A_seat_that_moves_is_next_while_nobody_else_is_due()
    {
        var schedule = Schedule(3);
        schedule.Moves("2", 0.4f);
        schedule.Moves("1", 0.3f);
        Assert.Equal("2", schedule.Next());
        schedule.Looked("2");
        Assert.Equal("1", schedule.Next());
    }

    [Fact]
    public void A_still_seat_that_is_due_goes_before_one_that_moves()
    {
        var schedule = Schedule(2);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        schedule.Looked("2");
        schedule.Moves("2", 1);
        Assert.Equal("1", schedule.Next());
    }

    [Theory, InlineData(2.0, 0), InlineData(2.1, 1), InlineData(4.1, 2), InlineData(9.9, 4)]
    public void Counts_each_deadline_that_passed(double seconds, long misses)
    {
        var schedule = Schedule(1);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        schedule.Looked("1");
        Assert.Equal(misses, schedule.Misses);
    }

    [Fact]
    public void Rest_is_no_miss()
    {
        var schedule = Schedule(2);
        _time.Advance(TimeSpan.FromHours(1));
        schedule.Rest();
        schedule.Looked(schedule.Next()!);
        Assert.Equal(0, schedule.Misses);
    }

    [Fact]
    public void Without_seats_nobody_is_next() => Assert.Null(Schedule(0).Next());

    private SeatSchedule Schedule(int seats) =>
        new(Enumerable.Range(1, seats).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), _interval, _time);
}
