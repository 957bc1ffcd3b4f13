using EdgeProctoring.Contracts;
using static EdgeProctoring.Rules.Tests.CaseBuilder;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Each kind of rule at its limits.</summary>
public sealed class RuleKindTests
{
    private const string Phone = "code: PHONE, rule: sustained, sees: [object.phone], confidence: 600, sustain: 5s, gap: 3s";

    [Theory]
    [InlineData("10:04.999", 0)]
    [InlineData("10:05", 1)]
    public void Sustained_begins_at_its_time(string to, int incidents) =>
        Assert.Equal(incidents, Found(Phone, Remote().Seen(ObservationKind.Phone, "10:00", to)).Count);

    [Theory]
    [InlineData("10:07", 1)]
    [InlineData("10:07.001", 0)]
    public void A_gap_of_the_packs_length_joins_and_a_longer_one_does_not(string second, int incidents) =>
        Assert.Equal(incidents, Found(Phone, Remote().Seen(ObservationKind.Phone, "10:00", "10:04").Seen(ObservationKind.Phone, second, "10:07.500")).Count);

    [Theory]
    [InlineData(599, 0)]
    [InlineData(600, 1)]
    public void Confidence_counts_from_the_packs_least(int confidence, int incidents) =>
        Assert.Equal(incidents, Found(Phone, Remote().Seen(ObservationKind.Phone, "10:00", "10:30", confidence: confidence)).Count);

    [Fact]
    public void A_rule_that_asks_for_no_confidence_takes_any() =>
        Assert.Single(Found("code: PHONE, rule: sustained, sees: [object.phone], sustain: 5s", Remote().Seen(ObservationKind.Phone, "10:00", "10:30", confidence: 0)));

    [Theory]
    [InlineData(-35, 1)]
    [InlineData(35, 1)]
    [InlineData(34, 0)]
    [InlineData(-34, 0)]
    [InlineData(null, 0)]
    public void Yaw_counts_to_either_side(int? yaw, int incidents) =>
        Assert.Equal(incidents, Found("code: TURNED_AWAY, rule: sustained, sees: [head.turned], yaw: 35, sustain: 1s",
            Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30", new ObservationDetail { Yaw = yaw })).Count);

    [Theory]
    [InlineData(500, 1)]
    [InlineData(499, 0)]
    [InlineData(null, 0)]
    public void Level_counts_from_the_packs_least(int? level, int incidents) =>
        Assert.Equal(incidents, Found("code: PHONE, rule: point, sees: [identity.distance], level: 500, nominal: 5s",
            Remote().Seen(ObservationKind.IdentityDistance, "10:00", "10:00", new ObservationDetail { Level = level })).Count);

    [Fact]
    public void A_point_lasts_for_its_nominal_time_and_points_join()
    {
        var incident = Assert.Single(Found("code: PHONE, rule: point, sees: [page.paste], nominal: 5s",
            Remote().Seen(ObservationKind.PagePaste, "10:00", "10:00").Seen(ObservationKind.PagePaste, "10:05", "10:05")));
        Assert.Equal((At("10:00"), At("10:10")), (incident.From, incident.To));
        Assert.Equal(10_000, incident.Why.Milliseconds);
    }

    [Fact]
    public void A_nominal_time_ends_with_the_sitting() =>
        Assert.Equal(At("60:00"), Assert.Single(Found("code: PHONE, rule: point, sees: [page.paste], nominal: 5s", Remote().Seen(ObservationKind.PagePaste, "59:58", "59:58"))).To);

    [Fact]
    public void A_glimpse_may_last_for_a_nominal_time() =>
        Assert.Equal(2_000, Assert.Single(Found("code: PHONE, rule: object, sees: [object.phone], sustain: 2s, nominal: 1s", Remote().Seen(ObservationKind.Phone, "10:00", "10:01"))).Counted);

    [Theory]
    [InlineData(25, null, 1, 0)]
    [InlineData(25, null, 2, 0)]
    [InlineData(27, null, 2, 1)]
    [InlineData(26, 2, 0, 0)]
    [InlineData(27, 2, 9, 1)]
    [InlineData(25, 0, 9, 1)]
    public void Heads_are_counted_above_roster_and_staff(int count, int? staffSeen, int staff, int incidents)
    {
        var found = Found("code: PHONE, rule: count, sees: [person.count], sustain: 5s",
            Hall().InRoom(ObservationKind.PersonCount, "10:00", "10:05", new ObservationDetail { Count = count, Staff = staffSeen }).With(sitting => sitting with { Staff = staff }));
        Assert.Equal(incidents, found.Count);
        if (incidents > 0)
        {
            Assert.Equal((24, count - (staffSeen ?? staff)), (found[0].Why.Expected, found[0].Why.Counted));
        }
    }

    [Theory]
    [InlineData(AccommodationKind.Helper, 2, 0)]
    [InlineData(AccommodationKind.Helper, 3, 1)]
    [InlineData(AccommodationKind.Mask, 2, 1)]
    public void Only_a_helper_may_be_there_too(AccommodationKind granted, int faces, int incidents)
    {
        var found = Found("code: PHONE, rule: count, sees: [face.count], sustain: 5s",
            Remote().Seen(ObservationKind.FaceCount, "10:00", "10:20", new ObservationDetail { Count = faces }).With(sitting => sitting with { Accommodations = [new Accommodation(granted)] }));
        Assert.Equal(incidents, found.Count);
        Assert.All(found, incident => Assert.Equal(granted == AccommodationKind.Helper ? 2 : 1, incident.Why.Expected));
    }

    [Theory]
    [InlineData("10:04.999", 0)]
    [InlineData("10:05", 1)]
    public void Corroborated_begins_at_its_time_too(string to, int incidents) =>
        Assert.Equal(incidents, Found("code: PHONE, rule: corroborated, sees: [object.phone], sustain: 5s, by: [speech], within: 10s, alone: counts", Remote().Seen(ObservationKind.Phone, "10:00", to)).Count);

    [Fact]
    public void Sources_seats_and_evidence_are_in_order_and_bounded()
    {
        var file = Hall().By("cam-2", ObservationKind.Phone, "10:00", "10:30").By("cam-1", ObservationKind.Phone, "10:10", "10:40").By("cam-2", ObservationKind.Phone, "10:20", "10:50").File;
        var many = file.Observations.Select((seen, at) => seen with { Evidence = [.. Enumerable.Range(at * 20, 30).Select(number => $"ev-{number:d3}")] }).ToList();
        var incident = Assert.Single(RuleEngine.Judge(SmallPack.Of(Phone), file.Sitting, many, []).Incidents);
        Assert.Equal(["node:n-12/cam-1", "node:n-12/cam-2"], incident.Sources.Select(source => source.ToString()));
        Assert.Equal(Enumerable.Range(0, 64).Select(number => $"ev-{number:d3}"), incident.Evidence);
    }

    [Fact]
    public void What_ended_with_the_as_of_time_is_not_open()
    {
        CaseBuilder Case(string? to) => Hall().By("cam-1", ObservationKind.Phone, "10:00", to).With(sitting => sitting with { End = null, AsOf = At("10:30") });
        Assert.False(Assert.Single(Found(Phone, Case("10:30"))).IsOpen);
        Assert.True(Assert.Single(Found(Phone, Case(null))).IsOpen);
    }

    [Fact]
    public void Most_heads_at_once_are_told() =>
        Assert.Equal(4, Assert.Single(Found("code: PHONE, rule: count, sees: [face.count], sustain: 5s, gap: 1s", Remote()
            .Seen(ObservationKind.FaceCount, "10:00", "10:05", new ObservationDetail { Count = 2 }).Seen(ObservationKind.FaceCount, "10:05", "10:06", new ObservationDetail { Count = 4 })
            .Seen(ObservationKind.FaceCount, "10:06", "10:09", new ObservationDetail { Count = 3 }))).Why.Counted);

    [Theory]
    [InlineData("10:40", "10:41", 1)]
    [InlineData("10:40.001", "10:41", 0)]
    [InlineData("9:40", "9:50", 1)]
    [InlineData("9:40", "9:49.999", 0)]
    [InlineData("10:10", "10:11", 1)]
    public void Corroboration_counts_within_its_window(string from, string to, int incidents) =>
        Assert.Equal(incidents, Found("code: PHONE, rule: corroborated, sees: [object.phone], sustain: 5s, by: [speech], within: 10s, alone: skip",
            Remote().Seen(ObservationKind.Phone, "10:00", "10:30").Seen(ObservationKind.Speech, from, to)).Count);

    [Fact]
    public void Corroboration_names_what_corroborates_and_raises_the_class()
    {
        var found = Found("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 5s, by: [speech, object.notes], within: 2s, alone: counts, raised: F",
            Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30").Seen(ObservationKind.Speech, "10:00", "10:29").Seen(ObservationKind.Notes, "10:29", "10:32")
                .Seen(ObservationKind.HeadTurned, "20:00", "20:30").Seen(ObservationKind.Speech, "20:32.001", "20:40"));
        Assert.Equal([ViolationClass.F, ViolationClass.Fx], found.Select(incident => incident.Class));
        Assert.Equal(["object.notes", "speech"], found[0].Why.CorroboratedBy);
        Assert.Equal([false, true], found.Select(incident => incident.IsGazeAlone));
    }

    [Fact]
    public void What_a_hall_hears_of_nobody_corroborates_nothing_against_a_seat()
    {
        var rule = "code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 5s, by: [speech], within: 2s, alone: counts, raised: F";
        ViolationClass Class(CaseBuilder built) => Assert.Single(Found(rule, built)).Class;
        Assert.Equal(ViolationClass.Fx, Class(Hall().Seen(ObservationKind.HeadTurned, "10:00", "10:30").InRoom(ObservationKind.Speech, "10:00", "10:30")));
        Assert.Equal(ViolationClass.Fx, Class(Hall().Seen(ObservationKind.HeadTurned, "10:00", "10:30").AtSeat("13", ObservationKind.Speech, "10:00", "10:30")));
        Assert.Equal(ViolationClass.F, Class(Hall().Seen(ObservationKind.HeadTurned, "10:00", "10:30").AtSeat("12", ObservationKind.Speech, "10:00", "10:30")));
        Assert.Equal(ViolationClass.F, Class(Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30").Seen(ObservationKind.Speech, "10:00", "10:30")));
    }

    [Theory]
    [InlineData("10:30", true)]
    [InlineData("10:32", true)]
    [InlineData("10:32.001", false)]
    public void A_second_camera_corroborates_within_the_window(string second, bool corroborated)
    {
        var found = Found("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 5s, gap: 5s, cameras: 2, within: 2s, alone: free",
            Hall().By("cam-1", ObservationKind.HeadTurned, "10:00", "10:30").By("cam-2", ObservationKind.HeadTurned, second, "10:40"));
        var incident = Assert.Single(found);
        Assert.Equal(corroborated, incident.Why.SecondCamera);
        Assert.Equal(corroborated ? 40_000 : 0, incident.Counted);
    }

    [Fact]
    public void A_second_camera_corroborates_whatever_the_first_saw_before() =>
        Assert.True(Assert.Single(Found("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 5s, gap: 15s, cameras: 2, within: 2s, alone: free",
            Hall().By("cam-1", ObservationKind.HeadTurned, "10:00", "10:10").By("cam-1", ObservationKind.HeadTurned, "10:20", "10:40").By("cam-2", ObservationKind.HeadTurned, "10:30", "10:40"))).Why.SecondCamera);

    [Fact]
    public void One_camera_twice_is_no_second_camera() =>
        Assert.Empty(Found("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 5s, gap: 5s, cameras: 2, within: 2s, alone: skip",
            Hall().By("cam-1", ObservationKind.HeadTurned, "10:00", "10:30").By("cam-1", ObservationKind.HeadTurned, "10:20", "10:40")));

    [Fact]
    public void A_pair_is_one_incident_however_it_was_seen()
    {
        var both = "code: ITEM_PASSED, rule: pair, sees: [item.passed], sustain: 1s, gap: 5s, charges-both: yes";
        var incident = Assert.Single(Found(both, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:01", "13").AtSeat("13", ObservationKind.ItemPassed, "10:02", "10:03", "12")));
        Assert.Equal(["12", "13"], incident.Seats);
        Assert.Equal((IncidentScope.Pair, 3_000), (incident.Scope, incident.Counted));
        Assert.Equal(2, Found(both, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:01", "13").AtSeat("12", ObservationKind.ItemPassed, "10:02", "10:03", "11")).Count);
        Assert.Empty(Found(both, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:00.999", "13")));
        Assert.Empty(Found(both, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:05")));
        Assert.Empty(Found(both, Hall().AtSeat("14", ObservationKind.ItemPassed, "10:00", "10:05", "13")));
    }

    [Fact]
    public void Of_a_pair_only_who_acts_is_charged_unless_both_are()
    {
        var one = "code: ITEM_PASSED, rule: pair, sees: [item.passed], sustain: 1s, gap: 5s";
        var found = Found(one, Hall().AtSeat("12", ObservationKind.ItemPassed, "10:00", "10:01", "13").AtSeat("13", ObservationKind.ItemPassed, "10:02", "10:04", "12"));
        Assert.Equal([1_000L, 0L], found.Select(incident => incident.Counted));
    }

    [Theory]
    [InlineData("10:04.999", 0)]
    [InlineData("10:05", 1)]
    public void Equipment_has_a_time_too(string to, int incidents)
    {
        var judged = Judged("code: CAMERA_MOVED, rule: equipment, sees: [camera.moved], sustain: 5s", Hall().InRoom(ObservationKind.CameraMoved, "10:00", to));
        Assert.Equal((incidents, incidents), (judged.Incidents.Count, judged.Pauses.Count));
    }

    [Fact]
    public void Equipment_pauses_the_senses_that_it_names()
    {
        string[] rules = ["code: CAMERA_MOVED, rule: equipment, sees: [camera.moved], sustain: 0s, pauses: [sight]", Phone, "code: MATERIALS, rule: sustained, sees: [page.hidden], sustain: 1s"];
        var judged = RuleEngine.Judge(SmallPack.Of(rules), Hall().File.Sitting, Hall().InRoom(ObservationKind.CameraMoved, "10:10", "10:20")
            .Seen(ObservationKind.Phone, "10:00", "10:30").Seen(ObservationKind.PageHidden, "10:00", "10:30").File.Observations, []);
        Assert.Equal([(ViolationCode.CameraMoved, 0L), (ViolationCode.Phone, 20_000L), (ViolationCode.Materials, 30_000L)],
            judged.Incidents.Select(incident => (incident.Code, incident.Counted)).OrderBy(pair => pair.Counted));
        Assert.Equal(new Pause(At("10:10"), At("10:20"), Senses.Sight), Assert.Single(judged.Pauses));
    }

    [Fact]
    public void Pauses_are_told_in_order_of_time_end_and_senses()
    {
        var pack = SmallPack.Of("code: NOISE, rule: equipment, sees: [sound.noise], sustain: 0s, pauses: [sound]", "code: CAMERA_MOVED, rule: equipment, sees: [camera.moved], sustain: 0s, pauses: [sight]",
            "code: LOW_LIGHT, rule: equipment, sees: [camera.dark], sustain: 0s, pauses: [sight]");
        var file = Hall().InRoom(ObservationKind.NoiseLoud, "10:00", "10:20").InRoom(ObservationKind.CameraMoved, "10:00", "10:20").InRoom(ObservationKind.CameraDark, "10:00", "10:10").InRoom(ObservationKind.CameraDark, "9:00", "9:30").File;
        Assert.Equal([(At("9:00"), At("9:30"), Senses.Sight), (At("10:00"), At("10:10"), Senses.Sight), (At("10:00"), At("10:20"), Senses.Sight), (At("10:00"), At("10:20"), Senses.Sound)],
            RuleEngine.Judge(pack, file.Sitting, file.Observations, []).Pauses.Select(pause => (pause.From, pause.To, pause.Senses)));
    }

    [Fact]
    public void A_report_is_what_its_label_says_and_only_a_person_reports()
    {
        var rule = "rule: reported, nominal: 30s, gap: 10s";
        var found = Found(rule, Remote().Reported(ViolationCode.Phone, "10:00").Reported(ViolationCode.Materials, "10:05").Reported(ViolationCode.Phone, "10:40").Reported(ViolationCode.Phone, "12:00"));
        Assert.Equal([(ViolationCode.Phone, 70_000L), (ViolationCode.Materials, 30_000L), (ViolationCode.Phone, 30_000L)], found.Select(incident => (incident.Code, incident.Why.Milliseconds)));
        var byNode = Remote().Reported(ViolationCode.Phone, "10:00").File;
        Assert.Empty(RuleEngine.Judge(SmallPack.Of(rule), byNode.Sitting, [byNode.Observations[0] with { Source = new Source(SourceKind.Node, "n-1") }], []).Incidents);
        Assert.Equal(IncidentScope.Equipment, Assert.Single(Found(rule, Remote().Reported(ViolationCode.NodeOffline, "10:00"))).Scope);
    }

    [Theory]
    [InlineData(249, 0)]
    [InlineData(250, 1)]
    public void A_camera_judges_from_the_rules_floor(int pixels, int incidents)
    {
        var judged = Judged("code: PHONE, rule: object, sees: [object.phone], sustain: 1s, floor: 250",
            Hall().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Views = [new CameraView(Camera("cam-1"), pixels)] }));
        Assert.Equal((incidents, 1 - incidents), (judged.Incidents.Count, judged.NotApplied.Count));
    }

    [Fact]
    public void The_best_figure_of_a_view_counts_and_a_seats_own_for_that_seat()
    {
        var rule = "code: PHONE, rule: object, sees: [object.phone], sustain: 1s, floor: 250";
        CaseBuilder Case(params CameraView[] views) => Hall().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Views = views });
        Assert.Single(Found(rule, Case(new CameraView(Camera("cam-1"), 100), new CameraView(Camera("cam-1"), 300))));
        Assert.Single(Found(rule, Case(new CameraView(Camera("cam-1"), 300), new CameraView(Camera("cam-1"), 100))));
        Assert.Single(Found(rule, Case(new CameraView(Camera("cam-1"), 300, "12"))));
        Assert.Empty(Found(rule, Case(new CameraView(Camera("cam-1"), 300, "13"))));
        Assert.Empty(Found(rule, Case(new CameraView(Camera("cam-2"), 300))));
    }

    [Fact]
    public void A_webcam_needs_no_figure_but_obeys_one()
    {
        var rule = "code: PHONE, rule: object, sees: [object.phone], sustain: 1s, floor: 250";
        CaseBuilder Case(params CameraView[] views) => Remote().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Views = views });
        Assert.Single(Found(rule, Case()));
        Assert.Empty(Found(rule, Case(new CameraView(new Source(SourceKind.HubVision, "s-7", "webcam"), 100))));
    }

    private static IReadOnlyList<Incident> Found(string rule, CaseBuilder built) => Judged(rule, built).Incidents;

    private static Judgement Judged(string rule, CaseBuilder built) => RuleEngine.Judge(SmallPack.Of(rule), built.File.Sitting, built.File.Observations, built.File.Verdicts);
}
