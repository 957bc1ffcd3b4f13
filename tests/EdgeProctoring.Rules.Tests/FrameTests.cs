using EdgeProctoring.Contracts;
using static EdgeProctoring.Rules.Tests.CaseBuilder;

namespace EdgeProctoring.Rules.Tests;

/// <summary>From when to when a sitting is judged, to the millisecond.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData("5:00", "60:00", false)]
    [InlineData("5:00.001", "5:00", true)]
    public void Inactivity_longer_than_the_packs_time_ends_a_remote_sitting(string activeFrom, string end, bool ended)
    {
        var judged = Judged(Remote("almau-2019").Seen(ObservationKind.PageActive, activeFrom, "60:00"));
        Assert.Equal((At(end), ended), (judged.End, judged.EndedByInactivity));
    }

    [Fact]
    public void Inactivity_at_the_end_counts_and_a_break_or_a_fault_does_not()
    {
        Assert.Equal(At("55:00"), Judged(Remote("almau-2019").Seen(ObservationKind.PageActive, "0:00", "50:00")).End);
        Assert.Equal(At("60:00"), Judged(Remote("almau-2019").Seen(ObservationKind.PageActive, "0:00", "55:00")).End);
        Assert.Equal(At("60:00"), Judged(Remote("almau-2019").Seen(ObservationKind.PageActive, "0:00", "50:00").With(sitting => sitting with { Breaks = [new Break(BreakKind.Break, At("51:00"), At("56:00"))] })).End);
        Assert.Equal(At("60:00"), Judged(Remote("almau-2019").Seen(ObservationKind.PageActive, "0:00", "50:00").Seen(ObservationKind.NetworkLost, "51:00", "56:00")).End);
        Assert.Equal(At("60:00"), Judged(Remote("almau-2019")).End);
        Assert.Equal(At("60:00"), Judged(Remote().Seen(ObservationKind.PageActive, "0:00", "10:00")).End);
        Assert.Equal(At("60:00"), Judged(Hall("almau-2019").Seen(ObservationKind.PageActive, "0:00", "10:00")).End);
    }

    [Fact]
    public void An_incident_that_ends_with_the_grace_lies_in_it()
    {
        CaseBuilder Case(string to) => Remote("htii-oes-2021").Seen(ObservationKind.Phone, "2:00", to);
        Assert.True(Assert.Single(Judged(Case("3:00")).Incidents).InGrace);
        var later = Assert.Single(Judged(Case("3:00.001")).Incidents);
        Assert.Equal((false, 1L), (later.InGrace, later.Counted));
    }

    [Theory]
    [InlineData("59:59.999", "60:01", 0)]
    [InlineData("60:00", "60:10", 0)]
    [InlineData("59:58", null, 1)]
    [InlineData("-0:10", "0:02", 1)]
    [InlineData("-0:10", "0:00", 0)]
    public void Nothing_outside_the_sitting_counts(string from, string? to, int incidents)
    {
        var file = Hall().By("cam-1", ObservationKind.Phone, "10:00", "10:30").File;
        var seen = file.Observations[0] with { From = Moment(from), To = to is null ? null : Moment(to) };
        var judged = RuleEngine.Judge(ShippedPacks.Default, file.Sitting, [seen], []);
        Assert.Equal(incidents, judged.Incidents.Count);
    }

    [Fact]
    public void A_moment_belongs_to_the_stay_that_begins_with_it()
    {
        var file = Hall().AtSeat("12", ObservationKind.SeatChanged, "20:00", "20:00").AtSeat("14", ObservationKind.SeatChanged, "20:00", "20:00")
            .With(sitting => sitting with { Seats = [new SeatStay("12", At("0:00"), At("20:00")), new SeatStay("14", At("20:00"))] }).File;
        Assert.Equal(["14"], Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents).Seats);
    }

    [Fact]
    public void A_moment_in_a_break_is_excused_from_its_beginning_and_not_at_its_end()
    {
        var file = Hall().Seen(ObservationKind.SeatChanged, "10:00", "10:00").Seen(ObservationKind.SeatChanged, "12:00", "12:00")
            .With(sitting => sitting with { Breaks = [new Break(BreakKind.Break, At("10:00"), At("12:00"))] }).File;
        Assert.Equal([Exemption.Break, Exemption.None], RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents.Select(incident => incident.Exempt));
    }

    [Fact]
    public void A_break_may_begin_with_the_sitting()
    {
        var file = Hall().Seen(ObservationKind.SeatEmpty, "0:00", "2:00").With(sitting => sitting with { Breaks = [new Break(BreakKind.Break, At("0:00"), At("2:00"))] }).File;
        Assert.Equal(Exemption.Break, Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents).Exempt);
    }

    [Fact]
    public void A_report_may_be_of_the_first_moment_and_of_no_length()
    {
        var file = Remote().Decided(VerdictKind.Report, ViolationCode.Phone, "0:00", "0:10").Decided(VerdictKind.Report, ViolationCode.Ethics, "20:00", "20:00")
            .Decided(VerdictKind.Report, ViolationCode.Ethics, "60:01", "60:02").File;
        var incidents = RuleEngine.Judge(ShippedPacks.Default, file.Sitting, [], file.Verdicts).Incidents;
        Assert.Equal([(ViolationCode.Phone, 10_000L), (ViolationCode.Ethics, 0L)], incidents.Select(incident => (incident.Code, incident.Counted)));
        Assert.All(incidents, incident => Assert.Equal(ReviewState.Confirmed, incident.Review));
    }

    [Fact]
    public void A_verdict_that_holds_for_two_parts_is_named_once()
    {
        var file = Remote().Seen(ObservationKind.Phone, "10:00", "10:30").Decided(VerdictKind.Confirm, ViolationCode.Phone, "10:00", "10:30").Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:10", "10:20").File;
        var incident = Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, file.Verdicts).Incidents);
        Assert.Equal(["v-1", "v-2"], incident.Verdicts);
        Assert.Equal((20_000L, ReviewState.Confirmed), (incident.Counted, incident.Review));
    }

    [Fact]
    public void A_verdict_that_only_touches_what_lasted_a_millisecond_says_nothing_about_it()
    {
        var pack = SmallPack.Of("code: PHONE, rule: point, sees: [page.paste], nominal: 1ms");
        var file = Remote().Seen(ObservationKind.PagePaste, "10:00", "10:00").Decided(VerdictKind.Dismiss, ViolationCode.Phone, "9:50", "10:00").File;
        var incident = Assert.Single(RuleEngine.Judge(pack, file.Sitting, file.Observations, file.Verdicts).Incidents);
        Assert.Equal((1L, ReviewState.Open), (incident.Counted, incident.Review));
        Assert.Empty(incident.Verdicts);
    }

    [Fact]
    public void A_break_from_the_start_leaves_no_moment_before_it()
    {
        var pack = SmallPack.Of("code: PHONE, rule: sustained, sees: [object.phone], sustain: 0s");
        var incident = Assert.Single(Judged(pack, Remote().Seen(ObservationKind.Phone, "0:00", "5:00")
            .With(sitting => sitting with { Breaks = [new Break(BreakKind.Break, At("0:00"), At("10:00"))] })));
        Assert.Equal(Exemption.Break, incident.Exempt);
    }

    [Fact]
    public void A_recording_without_length_shows_nothing()
    {
        var pack = SmallPack.Of("code: ITEM_PASSED, rule: pair, sees: [item.passed], sustain: 0s");
        bool IsCovered(string from, string to) => Assert.Single(Judged(pack, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:00", other: "13")
            .With(sitting => sitting with { Coverage = [Covered("video", from, to)] }))).IsCovered;
        Assert.False(IsCovered("10:00", "10:00"));
        Assert.True(IsCovered("10:00", "10:00.001"));
    }

    [Fact]
    public void The_as_of_time_bounds_a_sitting_that_ended_later()
    {
        var sitting = Hall().File.Sitting with { AsOf = At("30:00") };
        Assert.Equal(At("30:00"), RuleEngine.Judge(ShippedPacks.Default, sitting, [], []).End);
        Assert.Equal(At("60:00"), RuleEngine.Judge(ShippedPacks.Default, sitting with { AsOf = At("70:00") }, [], []).End);
        Assert.Equal(At("60:00"), RuleEngine.Judge(ShippedPacks.Default, sitting with { AsOf = At("60:00") }, [], []).End);
    }

    [Fact]
    public void A_rule_of_equipment_may_come_first_in_a_pack()
    {
        var pack = new RulePack(SmallPack.Of("code: NETWORK_LOST, rule: equipment, sees: [network.lost], sustain: 0s").Content with { IdleEnd = new Cited<long>(60_000, "ours") }, "changed");
        var file = Remote().Seen(ObservationKind.PageActive, "0:00", "57:00").Seen(ObservationKind.NetworkLost, "57:30", "59:30").File;
        Assert.False(RuleEngine.Judge(pack, file.Sitting, file.Observations, []).EndedByInactivity);
    }

    [Fact]
    public void What_a_person_reports_at_check_in_counts_from_the_start_and_nothing_else_before_it_does()
    {
        var file = Remote().Reported(ViolationCode.IdNotOriginal, "-2:00").Seen(ObservationKind.Phone, "-2:00", "-1:00").File;
        var incident = Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents);
        Assert.Equal((ViolationCode.IdNotOriginal, Start, At("0:30")), (incident.Code, incident.From, incident.To));
    }

    private static DateTimeOffset Moment(string time) => time.StartsWith('-') ? Start - (At(time[1..]) - Start) : At(time);

    private static IReadOnlyList<Incident> Judged(RulePack pack, CaseBuilder built) => RuleEngine.Judge(pack, built.File.Sitting, built.File.Observations, []).Incidents;

    private static Judgement Judged(CaseBuilder built) =>
        RuleEngine.Judge(ShippedPacks.Of(built.File.Sitting.Pack ?? "default"), built.File.Sitting, built.File.Observations, built.File.Verdicts);
}
