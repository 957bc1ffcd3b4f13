using EdgeProctoring.ExamDays;

namespace EdgeProctoring.Rules.Tests;

/// <summary>A whole day with its ground truth: the engine finds what happened, and nothing that did not.</summary>
public sealed class ExamDayTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Finds_what_happened_and_nothing_else(int seed)
    {
        var day = ExamDayGenerator.Make(new ExamDayOptions { Seed = (ulong)seed, Rooms = 6, RemoteSittings = 60 });
        foreach (var sitting in day.Sittings)
        {
            var file = day.CaseOf(sitting);
            var judged = RuleEngine.Judge(ShippedPacks.Default, sitting, file.Observations, []);
            var found = judged.Incidents.Where(incident => incident.Scope is IncidentScope.Person or IncidentScope.Pair && incident.Counted > 0)
                .Select(incident => (incident.Code, incident.From)).Distinct().Order();
            var seat = sitting.Seats.Count == 0 ? null : sitting.Seats[0].Seat;
            var truth = day.Truth.Where(offence => offence.Sitting == sitting.Id || (offence.Room == sitting.Room && offence.Other is not null && offence.Other == seat))
                .Select(offence => (offence.Code, offence.From)).Distinct().Order();
            Assert.Equal(truth, found);
        }
        Assert.NotEmpty(day.Truth);
    }

    [Fact]
    public void The_same_seed_is_the_same_day()
    {
        var options = new ExamDayOptions { Seed = 5 };
        var (one, other) = (ExamDayGenerator.Make(options), ExamDayGenerator.Make(options));
        Assert.Equal(one.Observations.Select(seen => seen.Id), other.Observations.Select(seen => seen.Id));
        Assert.Equal(one.Truth, other.Truth);
        Assert.NotEqual(one.Truth, ExamDayGenerator.Make(options with { Seed = 6 }).Truth);
    }

    [Fact]
    public void Ids_are_of_version_7_and_numbers_have_no_holes()
    {
        var day = ExamDayGenerator.Make(new ExamDayOptions());
        Assert.All(day.Observations, seen => Assert.Equal(7, Guid.Parse(seen.Id).Version));
        foreach (var sender in day.Observations.GroupBy(seen => (seen.Source.Kind, seen.Source.Sender)))
        {
            Assert.Equal(Enumerable.Range(1, sender.Count()).Select(number => (long)number), sender.Select(seen => seen.Seq).Order());
        }
    }
}
