using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>Which seats are looked at closely at each picture of a camera.</summary>
public class SeatRoundsTests
{
    private const int Seats = 20;
    private readonly ManualTime _time = new();
    private readonly I420Picture _picture = Grey();

    [Fact]
    public void Goes_round_all_seats_in_time_four_at_a_picture()
    {
        var rounds = Rounds();
        var seen = new List<string>();
        for (var picture = 0; picture < 50; picture++)
        {
            Assert.Equal(4, Look(rounds, _picture));
            seen.AddRange(rounds.LookedAt);
        }
        Assert.All(seen.GroupBy(seat => seat), one => Assert.Equal(10, one.Count()));
        Assert.Equal((Seats, 0L), (seen.Distinct().Count(), rounds.Misses));
    }

    [Fact]
    public void Looks_first_where_something_moves_and_leaves_nobody_out_for_it()
    {
        var rounds = Rounds();
        var looks = 0;
        for (var picture = 0; picture < 100; picture++)
        {
            var moved = Grey();
            Wave(moved, seat: 13, picture);
            Look(rounds, moved);
            looks += rounds.LookedAt.Contains("13") ? 1 : 0;
        }
        Assert.True(looks > 40, $"the seat where something moves was looked at {looks} times, the others 20 times");
        Assert.Equal(0, rounds.Misses);
    }

    [Fact]
    public void Counts_the_looks_that_came_too_late()
    {
        var rounds = Rounds();
        _time.Advance(TimeSpan.FromSeconds(5));
        Look(rounds, _picture);
        Assert.Equal(8, rounds.Misses);
    }

    [Fact]
    public void Outside_of_exams_nobody_is_late()
    {
        var rounds = Rounds();
        _time.Advance(TimeSpan.FromHours(10));
        rounds.Rest();
        Look(rounds, _picture);
        Assert.Equal(0, rounds.Misses);
    }

    [Fact]
    public void Shows_fewer_where_there_are_fewer()
    {
        var rounds = new SeatRounds([.. Places().Take(3)], TimeSpan.FromSeconds(2), _time);
        Assert.Equal(3, Look(rounds, _picture));
    }

    private int Look(SeatRounds rounds, I420Picture picture)
    {
        _time.Advance(TimeSpan.FromMilliseconds(200));
        rounds.Begin(picture);
        return rounds.Next(new PictureRegion[4]);
    }

    private SeatRounds Rounds() => new([.. Places()], TimeSpan.FromSeconds(2), _time);

    private static IEnumerable<SeatPlace> Places() => Enumerable.Range(0, Seats).Select(seat =>
    {
        var (left, top) = (seat % 5 * 2000, seat / 5 * 2500);
        return new SeatPlace
        {
            Id = (seat + 1).ToString(CultureInfo.InvariantCulture),
            Corners = [new(left, top), new(left + 1900, top), new(left + 1900, top + 2400), new(left, top + 2400)],
        };
    });

    private static I420Picture Grey()
    {
        var picture = new I420Picture(500, 400, new byte[I420Picture.Bytes(500, 400)]);
        picture.Buffer.AsSpan().Fill(128);
        return picture;
    }

    private static void Wave(I420Picture picture, int seat, int number)
    {
        var (left, top) = ((seat - 1) % 5 * 100, (seat - 1) / 5 * 100);
        for (var row = top; row < top + 90; row++)
        {
            picture.Buffer.AsSpan((row * picture.Width) + left, 90).Fill((byte)(number % 2 == 0 ? 60 : 200));
        }
    }
}
