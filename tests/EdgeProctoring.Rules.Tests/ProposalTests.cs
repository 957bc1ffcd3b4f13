using EdgeProctoring.Contracts;
using static EdgeProctoring.Rules.Tests.CaseBuilder;

namespace EdgeProctoring.Rules.Tests;

/// <summary>What the machine may propose, and what it may not.</summary>
public sealed class ProposalTests
{
    private const string Gaze = "code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 1s, by: [speech], within: 1s, alone: counts";

    [Fact]
    public void Gaze_alone_is_reviewed_whatever_the_pack_would_do()
    {
        var proposal = Proposed([Gaze], Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30"));
        Assert.Equal((Outcome.Review, ProposalReason.GazeAlone, ViolationClass.None), (proposal.Outcome, proposal.Reason, proposal.Class));
        Assert.Single(proposal.Incidents);
    }

    [Fact]
    public void Gaze_with_something_of_its_class_is_no_longer_alone()
    {
        var proposal = Proposed([Gaze, "code: MATERIALS, rule: object, sees: [object.notes], sustain: 1s"],
            Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30").Seen(ObservationKind.Notes, "20:00", "20:30"));
        Assert.Equal((Outcome.Retake, DecisionDocument.ProtocolA, 2), (proposal.Outcome, proposal.Document, proposal.Incidents.Count));
        Assert.Equal([Outcome.Review], proposal.Alternatives);
    }

    [Fact]
    public void The_gravest_class_with_covered_evidence_carries_it()
    {
        string[] rules = ["code: PHONE, rule: object, sees: [object.phone], sustain: 1s", "code: MATERIALS, rule: object, sees: [object.notes], sustain: 1s"];
        var both = Proposed(rules, Remote().Seen(ObservationKind.Phone, "10:00", "10:30").Seen(ObservationKind.Notes, "20:00", "20:30"));
        Assert.Equal((Outcome.Annul, 0, ViolationClass.F), (both.Outcome, both.Points, both.Class));
        Assert.Single(both.Incidents);
        var lesser = Proposed(rules, Remote().Unproven(ObservationKind.Phone, "10:00", "10:30").Seen(ObservationKind.Notes, "20:00", "20:30"));
        Assert.Equal((Outcome.Retake, ViolationClass.Fx), (lesser.Outcome, lesser.Class));
    }

    [Fact]
    public void Only_what_counts_is_proposed_and_a_millisecond_counts()
    {
        Assert.Equal(ProposalReason.NoViolation, Of(0).Reason);
        Assert.Equal(ProposalReason.Violations, Of(1).Reason);

        static Proposal Of(long counted) => Proposer.Propose(ShippedPacks.Default, [Phone() with { Counted = counted, IsCovered = true }], _score, _covered);
    }

    [Theory]
    [InlineData(ReviewState.Confirmed, true)]
    [InlineData(ReviewState.Partly, false)]
    [InlineData(ReviewState.Open, false)]
    public void It_is_confirmed_when_persons_confirmed_all_of_it(ReviewState review, bool confirmed)
    {
        var sure = Phone() with { Counted = 1000, IsCovered = true, Review = ReviewState.Confirmed };
        Assert.Equal(confirmed, Proposer.Propose(ShippedPacks.Default, [sure, sure with { Review = review }], _score, _covered).IsConfirmed);
        Assert.Equal(confirmed, Proposer.Propose(ShippedPacks.Default, [sure with { IsCovered = false, Review = review }], _score, _covered).IsConfirmed);
    }

    [Fact]
    public void Without_incidents_nothing_is_confirmed()
    {
        var proposal = Proposer.Propose(ShippedPacks.Default, [], _score, _covered with { Overall = 799 });
        Assert.Equal((Outcome.Review, ProposalReason.InsufficientEvidence, false), (proposal.Outcome, proposal.Reason, proposal.IsConfirmed));
        Assert.False(Proposer.Propose(ShippedPacks.Default, [], _score, _covered).IsConfirmed);
    }

    [Theory]
    [InlineData("10:30", true)]
    [InlineData("10:02", true)]
    [InlineData("10:01.999", false)]
    [InlineData("10:00", false)]
    public void An_incident_is_covered_by_its_rules_time_of_it(string recordedTo, bool covered)
    {
        var file = Remote().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Coverage = [Covered("webcam", "0:00", recordedTo)] }).File;
        Assert.Equal(covered, Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents).IsCovered);
    }

    [Theory]
    [InlineData("9:00", "10:00", false)]
    [InlineData("9:00", "10:00.001", true)]
    [InlineData("10:05", "11:00", false)]
    [InlineData("10:04.999", "11:00", true)]
    public void A_point_event_is_covered_where_a_moment_of_it_was_recorded(string from, string to, bool covered)
    {
        var file = Remote().Seen(ObservationKind.ForeignTab, "10:00", "10:00").With(sitting => sitting with { Coverage = [Covered("webcam", from, to)] }).File;
        Assert.Equal(covered, Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents).IsCovered);
    }

    [Theory]
    [InlineData("9:00", "10:00", true)]
    [InlineData("10:00", "11:00", true)]
    [InlineData("10:00.001", "11:00", false)]
    [InlineData("9:00", "9:59.999", false)]
    public void A_moment_is_covered_where_it_was_recorded(string from, string to, bool covered)
    {
        var file = Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:00", "13").With(sitting => sitting with { Coverage = [Covered("video", from, to)] }).File;
        Assert.Equal(covered, Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents).IsCovered);
    }

    [Fact]
    public void A_sitting_that_has_just_begun_has_no_coverage_yet()
    {
        var sitting = Remote().File.Sitting;
        Assert.Null(RuleEngine.Judge(ShippedPacks.Default, sitting with { End = sitting.Start }, [], []).Coverage.Overall);
        Assert.Equal(1000, RuleEngine.Judge(ShippedPacks.Default, sitting with { End = sitting.Start + TimeSpan.FromMilliseconds(1) }, [], []).Coverage.Overall);
    }

    [Fact]
    public void Coverage_is_that_of_the_stream_covered_least_and_like_streams_stand_in_for_each_other()
    {
        var file = Hall().With(sitting => sitting with
        {
            Coverage = [Covered("video", "0:00", "30:00"), Covered("video", "25:00", "60:00"), Covered("audio", "0:00", "45:00"), Covered("audio", "10:00", "20:00"), new StreamCoverage("screen", [new TimeRange(At("-10:00"), At("90:00"))])],
        }).File;
        var coverage = RuleEngine.Judge(ShippedPacks.Default, file.Sitting, [], []).Coverage;
        Assert.Equal([("audio", 750), ("screen", 1000), ("video", 1000)], coverage.Streams.Select(stream => (stream.Stream, stream.Covered)));
        Assert.Equal((750, false), (coverage.Overall, coverage.IsSufficient));
    }

    [Fact]
    public void A_gap_that_the_streams_own_device_saw_is_a_gap()
    {
        var file = Hall().InRoom(ObservationKind.StreamGap, "10:00", "25:00").With(sitting => sitting with { Coverage = [Covered("video") with { Source = Camera("cam-1") }] }).File;
        Assert.Equal(750, RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Coverage.Overall);
        var other = file.Sitting with { Coverage = [Covered("video") with { Source = Camera("cam-2") }] };
        Assert.Equal(1000, RuleEngine.Judge(ShippedPacks.Default, other, file.Observations, []).Coverage.Overall);
        var open = file.Observations[0] with { To = null };
        Assert.Equal(166, RuleEngine.Judge(ShippedPacks.Default, file.Sitting, [open], []).Coverage.Overall);
    }

    private static readonly Score _score = new() { Trust = 600, Losses = [] };
    private static readonly SittingCoverage _covered = new() { Overall = 1000, Floor = 800, Streams = [] };

    private static Incident Phone() => new()
    {
        Id = "i-1",
        Code = ViolationCode.Phone,
        From = At("10:00"),
        To = At("10:30"),
        Scope = IncidentScope.Person,
        Seats = [],
        Sources = [],
        Evidence = ["ev-1"],
        Class = ViolationClass.F,
        Why = new Why { Rule = RuleKind.Object, Saw = [], Milliseconds = 30_000, AtLeast = 2_000 },
    };

    private static Proposal Proposed(string[] rules, CaseBuilder built) =>
        RuleEngine.Judge(SmallPack.Of(rules), built.File.Sitting, built.File.Observations, []).Proposal;
}
