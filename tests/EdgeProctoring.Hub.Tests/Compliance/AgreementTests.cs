using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Compliance;

namespace EdgeProctoring.Hub.Tests.Compliance;

/// <summary>Whose turn it is, what stands in the end, and how sure so few looks make anybody.</summary>
public class AgreementTests
{
    [Theory, InlineData(0, 10, 0, 0.2775), InlineData(5, 10, 0.2366, 0.7634), InlineData(10, 10, 0.7225, 1), InlineData(95, 100, 0.8882, 0.9785), InlineData(0, 0, 0, 1)]
    public void Gives_the_interval_of_Wilson(int hits, int tries, double from, double to)
    {
        var interval = Agreement.Wilson(hits, tries);
        Assert.Equal((from, to), (Math.Round(interval.From, 4), Math.Round(interval.To, 4)));
    }

    [Fact]
    public void Asks_a_third_person_only_where_two_differ_and_never_the_same_person_twice()
    {
        var item = Item(VerdictKind.Confirm);
        Assert.Equal(2, item.Turn);
        Assert.False(item.IsFor("first"));
        Assert.Null((item with { Second = By("second", VerdictKind.Confirm) }).Turn);
        var disputed = item with { Second = By("second", VerdictKind.Dismiss) };
        Assert.Equal(3, disputed.Turn);
        Assert.False(disputed.IsFor("first") || disputed.IsFor("second"));
        Assert.True(disputed.IsFor("third"));
        Assert.Equal(VerdictKind.Dismiss, (disputed with { Third = By("third", VerdictKind.Dismiss) }).Settled);
    }

    [Fact]
    public void Counts_a_flag_or_a_miss_only_when_it_is_settled()
    {
        SampleItem[] items =
        [
            Item(VerdictKind.Confirm) with { Second = By("b", VerdictKind.Confirm) }, Item(VerdictKind.Confirm) with { Second = By("b", VerdictKind.Dismiss), Third = By("c", VerdictKind.Dismiss) },
            Item(VerdictKind.Dismiss) with { Second = By("b", VerdictKind.Confirm), Third = By("c", VerdictKind.Confirm) }, Item(VerdictKind.Confirm) with { Second = By("b", VerdictKind.Dismiss) }, Item(VerdictKind.Confirm),
        ];
        Assert.Equal(new Agreement("First", 4, 1, 1, 1), Assert.Single(Agreement.Of(items, item => item.Name)));
    }

    [Fact]
    public void Draws_the_same_sample_from_the_same_seed_and_everybody_with_the_same_chance()
    {
        List<string> all = [.. Enumerable.Range(0, 100).Select(at => $"i-{at}")];
        Assert.Equal(SampleDraw.Of("seed", all, one => one, 10), SampleDraw.Of("seed", [.. all.AsEnumerable().Reverse()], one => one, 10));
        var counts = Enumerable.Range(0, 2_000).SelectMany(at => SampleDraw.Of($"seed-{at}", all, one => one, 10)).CountBy(one => one).ToDictionary();
        Assert.All(all, one => Assert.InRange(counts[one], 130, 270));
    }

    private static SampleItem Item(VerdictKind first) => new("s", 1, "e", "e.r.1", "r", "i-1", ViolationCode.Phone, "v-1", "first", "First", first);

    private static SecondLook By(string person, VerdictKind decision) => new(person, person, decision, null, DateTimeOffset.UnixEpoch);
}
