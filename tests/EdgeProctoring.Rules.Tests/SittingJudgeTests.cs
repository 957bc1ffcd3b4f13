using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Judging as it goes on: what is told, and what must not be left behind.</summary>
public sealed class SittingJudgeTests
{
    [Fact]
    public void An_undone_verdict_leaves_nothing_behind()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30").Decided(VerdictKind.Recode, ViolationCode.Phone, "10:00", "10:30", ViolationCode.Calculator).Undone("v-1").File;
        var judge = Begun(file);
        judge.Add(file.Verdicts[0]);
        Assert.Equal(ReviewState.Recoded, judge.Read().Incidents[0].Review);
        judge.Add(file.Verdicts[1]);
        var incident = Assert.Single(judge.Read().Incidents);
        Assert.Equal((ViolationCode.Phone, ReviewState.Open), (incident.Code, incident.Review));
    }

    [Fact]
    public void Growing_at_its_end_changes_an_incident_and_never_its_id()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:05").Seen(ObservationKind.Phone, "10:06", "10:20").File;
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        judge.Add(file.Observations[0]);
        var first = Assert.Single(judge.TakeChanges().Added);
        judge.Add(file.Observations[1]);
        var changes = judge.TakeChanges();
        Assert.Equal(first.Id, Assert.Single(changes.Changed).Id);
        Assert.Empty(changes.Added);
        Assert.Empty(changes.Removed);
        Assert.True(changes.SummaryChanged);
        Assert.True(judge.TakeChanges().IsEmpty);
    }

    [Fact]
    public void Concludes_the_same_after_a_rest_and_tells_all_of_it_anew()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:05").Seen(ObservationKind.Phone, "10:20", "10:25").File;
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        judge.Add(file.Observations[0]);
        judge.Add(file.Observations[1]);
        var before = judge.TakeChanges().Added.Select(incident => incident.Id).ToList();
        judge.Rest();
        Assert.Equal(before, judge.TakeChanges().Added.Select(incident => incident.Id));
        Assert.True(judge.TakeChanges().IsEmpty);
        Assert.False(judge.GoesOn(file.Observations[0].Id));
        var open = file.Observations[0] with { Id = "still-open", Seq = 99, To = null };
        judge.Add(open);
        Assert.True(judge.GoesOn("still-open"));
        judge.Add(open with { Seq = 100, To = open.From.AddMinutes(1) });
        Assert.False(judge.GoesOn("still-open"));
    }

    [Fact]
    public void A_late_observation_before_its_first_gives_an_incident_a_new_id()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:05").Seen(ObservationKind.Phone, "9:50", "9:58").File;
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        judge.Add(file.Observations[0]);
        var first = Assert.Single(judge.TakeChanges().Added);
        judge.Add(file.Observations[1]);
        var changes = judge.TakeChanges();
        Assert.Equal([first.Id], changes.Removed);
        Assert.Equal(CaseBuilder.At("9:50"), Assert.Single(changes.Added).From);
    }

    [Fact]
    public void Says_what_became_of_what_was_added()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:05").Seen(ObservationKind.PagePrint, "11:00", "11:00").File;
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        Assert.Equal(Taken.Added, judge.Add(file.Observations[0]));
        Assert.Equal(Taken.Duplicate, judge.Add(file.Observations[0]));
        Assert.Equal(Taken.Unused, judge.Add(file.Observations[1]));
        Assert.Equal(Taken.Foreign, judge.Add(file.Observations[0] with { Subject = Subject.OfSitting("e-1", "s-8") }));
        Assert.Equal(Taken.Foreign, judge.Add(file.Observations[0] with { Subject = Subject.OfSitting("e-2", "s-7") }));
        Assert.Equal(Taken.Foreign, judge.Add(file.Observations[0] with { Subject = Subject.OfRoom("e-1", "r-1") }));
    }

    [Fact]
    public void Cannot_become_another_sitting()
    {
        var file = CaseBuilder.Hall().File;
        var judge = Begun(file);
        Assert.Throws<ArgumentException>(() => judge.Update(file.Sitting with { Id = "s-13" }));
        Assert.Throws<ArgumentException>(() => judge.Update(file.Sitting with { Exam = "e-2" }));
        Assert.Throws<ArgumentException>(() => judge.Update(file.Sitting with { Room = "r-1" }));
        Assert.Same(file.Sitting, judge.Sitting);
    }

    [Fact]
    public void Time_that_goes_on_lengthens_what_is_still_open()
    {
        var file = CaseBuilder.Hall().By("cam-1", ObservationKind.Phone, "10:00", null).With(sitting => sitting with { End = null, AsOf = CaseBuilder.At("10:10") }).File;
        var judge = Begun(file);
        var open = Assert.Single(judge.Read().Incidents);
        Assert.True(open.IsOpen);
        judge.Update(file.Sitting with { AsOf = CaseBuilder.At("10:30") });
        Assert.Equal(30_000, Assert.Single(judge.Read().Incidents).Counted);
        judge.Update(file.Sitting with { AsOf = null, End = CaseBuilder.At("10:40") });
        Assert.False(Assert.Single(judge.Read().Incidents).IsOpen);
    }

    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public void Only_what_some_rule_takes_for_certain_enough_is_judged_anew(int confidence, bool isNew)
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30", confidence: confidence).File;
        var judge = new SittingJudge(SmallPack.Of("code: PHONE, rule: object, sees: [object.phone], confidence: 600, sustain: 2s"), file.Sitting);
        var before = judge.Read();
        Assert.Equal(Taken.Added, judge.Add(file.Observations[0]));
        Assert.Equal(isNew, !ReferenceEquals(before, judge.Read()));
        Assert.Equal(isNew ? 1 : 0, judge.Read().Incidents.Count);
    }

    [Fact]
    public void A_glimpse_that_concludes_nothing_leaves_the_judgement_as_it_is()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:01").Seen(ObservationKind.Phone, "20:00", "20:01").File;
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        judge.Add(file.Observations[0]);
        var before = judge.Read();
        judge.Add(file.Observations[1]);
        Assert.Same(before, judge.Read());
    }

    [Fact]
    public void A_revision_that_is_more_certain_is_judged_anew()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30", confidence: 500).File;
        var judge = Begun(file);
        judge.Add(file.Observations[0] with { Seq = 2, Confidence = 700 });
        Assert.Single(judge.Read().Incidents);
        judge.Add(file.Observations[0] with { Seq = 3, Confidence = 400, To = CaseBuilder.At("10:40") });
        Assert.Equal(40_000, Assert.Single(judge.Read().Incidents).Counted);
    }

    [Fact]
    public void A_gap_and_activity_are_judged_anew_however_uncertain()
    {
        var file = CaseBuilder.Remote("almau-2019").Seen(ObservationKind.PageActive, "0:00", "10:00", confidence: 0).File;
        var judge = new SittingJudge(ShippedPacks.Of("almau-2019"), file.Sitting);
        Assert.False(judge.Read().EndedByInactivity);
        judge.Add(file.Observations[0]);
        Assert.True(judge.Read().EndedByInactivity);
    }

    private static SittingJudge Begun(CaseFile file)
    {
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        foreach (var seen in file.Observations)
        {
            judge.Add(seen);
        }
        judge.TakeChanges();
        return judge;
    }
}
