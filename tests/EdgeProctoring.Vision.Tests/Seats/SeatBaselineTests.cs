namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>What lay on the desk from the start is no offence; a phone always is.</summary>
public class SeatBaselineTests
{
    [Fact]
    public void Knows_what_lay_there_at_the_start_also_when_the_network_calls_it_otherwise()
    {
        var baseline = Learned(At(DetectedThing.Book, 100));
        Assert.True(baseline.Knows(At(DetectedThing.Book, 104)));
        Assert.True(baseline.Knows(At(DetectedThing.Laptop, 98)));
    }

    [Fact]
    public void A_book_in_another_place_is_news() => Assert.False(Learned(At(DetectedThing.Book, 100)).Knows(At(DetectedThing.Book, 180)));

    [Fact]
    public void A_phone_is_never_known()
    {
        var baseline = Learned(At(DetectedThing.Phone, 100));
        Assert.Equal(0, baseline.Known);
        Assert.False(baseline.Knows(At(DetectedThing.Phone, 100)));
    }

    [Fact]
    public void What_was_carried_past_while_it_learned_is_not_known()
    {
        var baseline = new SeatBaseline();
        for (var look = 0; look < SeatBaseline.UsualLooks; look++)
        {
            baseline.Learn(look < 3 ? [At(DetectedThing.Laptop, 100)] : []);
        }
        Assert.True(baseline.HasLearned);
        Assert.False(baseline.Knows(At(DetectedThing.Laptop, 100)));
    }

    [Fact]
    public void Learns_only_at_the_start_and_anew_when_told()
    {
        var baseline = Learned(At(DetectedThing.Book, 100));
        baseline.Learn([At(DetectedThing.Book, 300)]);
        Assert.False(baseline.Knows(At(DetectedThing.Book, 300)));
        baseline.Forget();
        Assert.False(baseline.HasLearned);
    }

    [Fact]
    public void While_it_learns_a_book_is_no_news_and_a_phone_is()
    {
        var baseline = new SeatBaseline();
        Assert.True(baseline.Knows(At(DetectedThing.Book, 100)));
        Assert.False(baseline.Knows(At(DetectedThing.Phone, 100)));
    }

    private static SeatBaseline Learned(Detection find)
    {
        var baseline = new SeatBaseline();
        for (var look = 0; look < SeatBaseline.UsualLooks; look++)
        {
            baseline.Learn(look % 2 == 0 ? [find] : []);
        }
        return baseline;
    }

    private static Detection At(DetectedThing thing, float left) => new(thing, 0.7f, left, 50, left + 60, 90, 0);
}
