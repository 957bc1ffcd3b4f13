using EdgeProctoring.Contracts;
using EdgeProctoring.ExamDays;

namespace EdgeProctoring.Rules.Tests;

/// <summary>What a fair score and a fair proposal must keep, whatever is seen.</summary>
public sealed class FairnessProperties
{
    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Seeing_more_never_raises_trust(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var more = RandomCase.Another(given, kind => Costs(pack, given.Sitting, kind));
        return Alike.TrustOf(RuleEngine.Judge(pack, given.Sitting, [.. given.Seen, more], given.Verdicts)) <= Alike.TrustOf(given.Judge(pack));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Seeing_it_for_longer_never_raises_trust(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        var longer = given.Seen.Select(seen => Costs(pack, given.Sitting, seen.Kind) && chance.In1000(500) ? seen with { To = seen.To + chance.Seconds(0, 60) } : seen);
        return Alike.TrustOf(RuleEngine.Judge(pack, given.Sitting, [.. longer], given.Verdicts)) <= Alike.TrustOf(given.Judge(pack));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Dismissing_never_lowers_trust(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var before = given.Judge(pack);
        return before.Incidents.All(incident => Alike.TrustOf(RuleEngine.Judge(pack, given.Sitting, given.Seen, [.. given.Verdicts, Dismissal(incident)])) >= Alike.TrustOf(before));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Dismissing_everything_leaves_full_trust(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var reported = given with { Verdicts = [] };
        var all = reported.Judge(pack).Incidents.Select(Dismissal).ToList();
        var after = RuleEngine.Judge(pack, given.Sitting, given.Seen, all);
        return after.Score.Trust == 1000 && after.Incidents.All(incident => incident.Review == ReviewState.Dismissed && incident.Counted == 0);
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Nothing_in_grace_costs_trust(string id) => Prove.ForAll(given =>
    {
        // All ten minutes are grace: everything is logged and nothing counts.
        var pack = ShippedPacks.With(id, content => content with { Grace = new Cited<long>(RandomCase.Minutes * 60_000L, "ours") });
        var judged = given.Judge(pack);
        return judged.Score.Trust is 1000 or null && judged.Incidents.All(incident => incident.Counted == 0) && judged.Proposal.Outcome is Outcome.None or Outcome.Review
            && judged.Incidents.Count == given.Judge(ShippedPacks.Of(id)).Incidents.Count;
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void All_figures_keep_their_bounds(string id) => Prove.ForAll(given =>
    {
        var judged = given.Judge(ShippedPacks.Of(id));
        var end = judged.End;
        return judged.Score.Trust is >= 0 and <= 1000 && judged.Score.Confirmed >= judged.Score.Trust && judged.Coverage.Overall is null or (>= 0 and <= 1000)
            && judged.Incidents.All(incident => incident.From >= judged.Start && incident.To <= end && incident.From <= incident.To
                && incident.Counted >= 0 && incident.Counted <= (incident.To - incident.From).TotalMilliseconds)
            && judged.Incidents.Select(incident => incident.Id).Distinct().Count() == judged.Incidents.Count;
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void No_sanction_without_covered_evidence_nor_on_gaze_alone(string id) => Prove.ForAll(given =>
    {
        var judged = given.Judge(ShippedPacks.Of(id));
        var proposal = judged.Proposal;
        if (proposal.Outcome is Outcome.None or Outcome.Review && proposal.Class == ViolationClass.None)
        {
            return true;
        }
        var carrying = judged.Incidents.Where(incident => proposal.Incidents.Contains(incident.Id)).ToList();
        return judged.Coverage.Overall >= 800 && carrying.Count > 0
            && carrying.TrueForAll(incident => incident.IsCovered && incident.Evidence.Count > 0 && incident.Counted > 0 && incident.Class == proposal.Class
                && incident.Scope is not IncidentScope.Equipment && incident.Exempt == Exemption.None && incident.Review != ReviewState.Dismissed)
            && (proposal.Class != ViolationClass.F || !carrying.Exists(incident => incident.IsGazeAlone))
            && (proposal.Outcome < Outcome.Retake || !carrying.TrueForAll(incident => incident.IsGazeAlone));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Hall_and_remote_are_judged_alike(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var alike = given with
        {
            Seen = [.. given.Seen.Where(seen => IsForBoth(pack, seen)).Select(seen => seen with { Detail = seen.Detail with { OtherSeat = null } })],
            Verdicts = [.. given.Verdicts.Where(verdict => InBothModes(pack, verdict.Code) && InBothModes(pack, verdict.NewCode))],
        };
        var hall = alike with
        {
            Sitting = alike.Sitting with
            {
                Mode = SittingMode.Hall,
                Room = "r-1",
                Seats = [new SeatStay("12", RandomCase.Start)],
                Views = [new CameraView(new Source(SourceKind.HubVision, "s-1", "webcam"), 900)],
            },
            Seen = [.. alike.Seen.Select(seen => seen with { Subject = Subject.OfSeat("e-1", "r-1", "12") })],
        };
        return Alike.InSubstance(alike.Judge(pack), hall.Judge(pack));
    }, SittingMode.Remote);

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Equipment_never_costs_anybody(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var equipment = given with { Seen = [.. given.Seen.Where(seen => IsPureEquipment(pack, given.Sitting, seen.Kind))], Verdicts = [] };
        var judged = equipment.Judge(pack);
        return judged.Score.Trust == 1000 && judged.Incidents.All(incident => incident is { Scope: IncidentScope.Equipment, Class: ViolationClass.None, Counted: 0 });
    });

    private static Verdict Dismissal(Incident incident) => new()
    {
        Id = $"d-{incident.Id}",
        Decision = VerdictKind.Dismiss,
        By = "dean",
        At = RandomCase.Start + TimeSpan.FromDays(1),
        Code = incident.Code,
        From = incident.From,
        To = incident.To,
        Reason = "nothing of the kind",
    };

    // Equipment pauses scoring and activity prolongs a sitting: by design these can raise trust.
    private static bool Costs(RulePack pack, Sitting sitting, ObservationKind kind) =>
        kind != ObservationKind.PageActive && kind != ObservationKind.StreamGap
        && !pack.Content.Rules.Any(line => line.Kind == RuleKind.Equipment && line.Modes.Allow(sitting.Mode) && line.Sees.Contains(kind));

    private static bool IsPureEquipment(RulePack pack, Sitting sitting, ObservationKind kind) =>
        pack.Content.Rules.Where(line => line.Modes.Allow(sitting.Mode) && line.Sees.Contains(kind)).All(line => line.Kind == RuleKind.Equipment);

    private static bool IsForBoth(RulePack pack, Observation seen) =>
        seen.Kind != ObservationKind.PageActive
        && pack.Content.Rules.Where(line => line.Sees.Contains(seen.Kind) || line.By.Contains(seen.Kind))
            .All(line => line is { Modes: Modes.Both, RoomInHall: false } && line.Kind != RuleKind.Pair)
        && (seen.Kind != ObservationKind.PersonReported || (ViolationCodes.TryParse(seen.Detail.Label!, out var code) && InBothModes(pack, code)));

    private static bool InBothModes(RulePack pack, ViolationCode? code) =>
        code is not { } known || !pack.Violations.TryGetValue(known, out var violation) || violation.Modes == Modes.Both;
}
