using EdgeProctoring.Contracts;
using static EdgeProctoring.Contracts.ObservationKind;
using static EdgeProctoring.Rules.Tests.CaseBuilder;

namespace EdgeProctoring.Rules.Tests;

/// <summary>
/// The written cases: every violation of the catalogue in hall and remote where its mode allows, and what the documents demand.
/// Their input and expected judgement lie in tests/TestData/judge.
/// </summary>
internal static class WrittenCases
{
    private static readonly ObservationDetail _turned = new() { Yaw = 60 };
    private static readonly ObservationDetail _two = new() { Count = 2 };
    private static readonly ObservationDetail _stranger = new() { Count = 27, Staff = 2 };
    private static readonly ObservationDetail _other = new() { Level = 780 };

    public static IReadOnlyDictionary<string, CaseFile> All { get; } = Violations().Concat(Elsewhere()).Concat(Conditions()).Concat(Policies()).Concat(Verdicts()).Concat(Frames())
        .ToDictionary(pair => pair.Name, pair => pair.Case.File);

    private static IEnumerable<(string Name, CaseBuilder Case)> Violations()
    {
        yield return ("person-extra-hall", Hall().InRoom(PersonCount, "10:00", "10:20", _stranger));
        yield return ("person-extra-remote", Remote().Seen(FaceCount, "10:00", "10:20", _two));
        yield return ("left-view-hall", Hall().Seen(PersonStood, "9:55", "10:00").Seen(SeatEmpty, "10:00", "11:00"));
        yield return ("left-view-remote", Remote().Seen(PersonStood, "9:56", "9:59").Seen(FaceMissing, "10:00", "11:00"));
        yield return ("person-absent-remote", Remote().Seen(FaceMissing, "10:00", "11:00"));
        yield return ("person-absent-hall", Hall().Seen(SeatEmpty, "10:00", "11:00"));
        foreach (var (name, kind) in (IEnumerable<(string, ObservationKind)>)
        [
            ("phone", Phone), ("tablet", Tablet), ("pager", Pager), ("other-computer", Computer), ("headphones", Headphones), ("calculator", Calculator),
            ("materials-book", Book), ("materials-notes", Notes), ("face-covered", FaceCovered), ("foreign-software", ForeignSoftware), ("window-switch", PageHidden),
        ])
        {
            yield return ($"{name}-hall", Hall().Seen(kind, "10:00", "10:30"));
            yield return ($"{name}-remote", Remote().Seen(kind, "10:00", "10:30"));
        }
        foreach (var hall in (bool[])[true, false])
        {
            CaseBuilder Anywhere() => hall ? Hall() : Remote();
            var mode = hall ? "hall" : "remote";
            yield return ($"identity-mismatch-{mode}", Anywhere().Seen(IdentityDistance, "10:00", "10:30", _other));
            yield return ($"turned-away-{mode}", Anywhere().Seen(HeadTurned, "10:00", "10:30", _turned));
            yield return ($"turned-away-with-notes-{mode}", Anywhere().Seen(HeadTurned, "10:00", "10:30", _turned).Seen(Notes, "10:31", "10:40"));
            yield return ($"turned-away-while-it-is-loud-{mode}", hall ? Hall().Seen(HeadTurned, "10:00", "10:30", _turned).InRoom(Speech, "10:00", "10:30")
                : Remote().Seen(HeadTurned, "10:00", "10:30", _turned).Seen(Speech, "10:00", "10:30"));
            yield return ($"id-not-original-at-check-in-{mode}", Anywhere().Reported(ViolationCode.IdNotOriginal, "-2:00"));
            yield return ($"foreign-tab-{mode}", Anywhere().Seen(ForeignTab, "10:00", "10:00"));
            foreach (var code in (ViolationCode[])[ViolationCode.IdNotOriginal, ViolationCode.CredentialsShared, ViolationCode.PcAccessGiven, ViolationCode.ThirdPartyHelp, ViolationCode.Ethics])
            {
                yield return ($"{JudgementWords.Of(code)}-{mode}", Anywhere().Reported(code, "10:00"));
            }
        }
        yield return ("talking-hall", Hall().InRoom(Speech, "10:00", "10:30"));
        yield return ("talking-remote", Remote().Seen(Speech, "10:00", "10:30"));
        yield return ("reading-aloud-remote", Remote().Seen(ReadingAloud, "10:00", "10:30"));
        yield return ("nonverbal-hall", Hall().AtSeat("13", SignalGiven, "10:00", "10:06", other: "12"));
        yield return ("item-passed-hall", Hall().AtSeat("12", ItemPassed, "10:00", "10:02", other: "13"));
        yield return ("looking-at-neighbour-hall", Hall().AtSeat("12", LookingAtNeighbour, "10:00", "10:20", other: "13"));
        yield return ("looked-at-by-neighbour-hall", Hall().AtSeat("13", LookingAtNeighbour, "10:00", "10:20", other: "12"));
        yield return ("hands-under-desk-hall", Hall().Seen(HandsHidden, "10:00", "10:30"));
        yield return ("stood-up-hall", Hall().Seen(PersonStood, "10:00", "10:30"));
        yield return ("changed-seat-hall", Hall().Seen(SeatChanged, "10:00", "10:00"));
        yield return ("multi-display-remote", Remote().Seen(DisplayExtended, "10:00", "10:30"));
        yield return ("multi-input-remote", Remote().Seen(InputExtra, "10:00", "10:00"));
        yield return ("mic-off-remote", Remote().Seen(MicOff, "10:00", "10:30"));
        yield return ("camera-off-remote", Remote().Seen(CameraOff, "10:00", "10:30"));
    }

    // What is no violation in this mode: seen it concludes nothing, and a person's report of it is kept and costs nothing.
    private static IEnumerable<(string Name, CaseBuilder Case)> Elsewhere()
    {
        foreach (var (code, kind) in (IEnumerable<(ViolationCode, ObservationKind)>)
        [
            (ViolationCode.ReadingAloud, ReadingAloud), (ViolationCode.MultiDisplay, DisplayExtended), (ViolationCode.MultiInput, InputExtra),
            (ViolationCode.MicOff, MicOff), (ViolationCode.CameraOff, CameraOff),
        ])
        {
            yield return ($"{JudgementWords.Of(code)}-hall", Hall().Seen(kind, "10:00", "10:30").Reported(code, "20:00"));
        }
        foreach (var (code, kind) in (IEnumerable<(ViolationCode, ObservationKind)>)
        [
            (ViolationCode.Nonverbal, SignalGiven), (ViolationCode.ItemPassed, ItemPassed), (ViolationCode.LookingAtNeighbour, LookingAtNeighbour),
            (ViolationCode.HandsUnderDesk, HandsHidden), (ViolationCode.StoodUp, PersonStood), (ViolationCode.ChangedSeat, SeatChanged),
        ])
        {
            yield return ($"{JudgementWords.Of(code)}-remote", Remote().Seen(kind, "10:00", "10:30").Reported(code, "20:00"));
        }
    }

    private static IEnumerable<(string Name, CaseBuilder Case)> Conditions()
    {
        foreach (var (name, kind) in (IEnumerable<(string, ObservationKind)>)
        [
            ("low-light", CameraDark), ("noise", NoiseLoud), ("av-interference", MediaDisturbed), ("hw-requirements", HardwareTooWeak),
            ("camera-moved", CameraMoved), ("recording-gap", StreamGap), ("network-lost", NetworkLost), ("node-offline", NodeOffline), ("camera-covered", CameraCovered),
        ])
        {
            yield return ($"{name}-hall", Hall().InRoom(kind, "10:00", "10:40"));
            yield return ($"{name}-remote", Remote().Seen(kind, "10:00", "10:40"));
        }
        yield return ("phone-while-the-camera-was-covered", Hall().Seen(Phone, "10:00", "10:40").InRoom(CameraCovered, "10:10", "10:20"));
        yield return ("phone-while-a-camera-that-sees-others-was-covered", Hall().Seen(Phone, "10:00", "10:40").InRoom(CameraCovered, "10:10", "10:20", camera: "cam-9"));
        yield return ("network-lost-costs-nothing", Remote().Seen(FaceMissing, "10:00", "11:00").Seen(NetworkLost, "9:50", "11:10"));
        yield return ("covering-the-lens-wins-no-pause", Remote().Seen(CameraCovered, "10:00", "10:40").Seen(Speech, "10:10", "10:30"));
    }

    private static IEnumerable<(string Name, CaseBuilder Case)> Policies()
    {
        yield return ("trust-of-the-product-page", Remote().Seen(Phone, "5:00", "5:30").Seen(FaceMissing, "15:00", "16:00"));
        foreach (var pack in (string[])["almau-2019", "bolashak-2024", "eiti", "htii-oes-2021"])
        {
            yield return ($"phone-under-{pack}", Remote(pack).Seen(Phone, "10:00", "10:30"));
            yield return ($"reading-aloud-under-{pack}", Remote(pack).Seen(ReadingAloud, "10:00", "10:30"));
            yield return ($"turned-away-under-{pack}", Remote(pack).Seen(HeadTurned, "10:00", "10:30", _turned));
        }
        yield return ("no-sanction-without-evidence", Remote().Unproven(Phone, "10:00", "10:30"));
        yield return ("no-sanction-where-nothing-was-recorded", Remote().Seen(Phone, "10:00", "10:30")
            .With(sitting => sitting with { Coverage = [new StreamCoverage("webcam", [new TimeRange(At("0:00"), At("10:00")), new TimeRange(At("10:31"), At("60:00"))])] }));
        yield return ("insufficient-evidence-below-80-percent", Remote().Seen(Phone, "10:00", "10:30").With(sitting => sitting with { Coverage = [Covered("webcam", "0:00", "47:59")] }));
        yield return ("sufficient-evidence-at-80-percent", Remote().Seen(Phone, "10:00", "10:30").With(sitting => sitting with { Coverage = [Covered("webcam", "0:00", "48:00")] }));
        yield return ("coverage-unknown", Remote().Seen(Phone, "10:00", "10:30").With(sitting => sitting with { Coverage = [] }));
        yield return ("nothing-seen", Hall());
    }

    private static IEnumerable<(string Name, CaseBuilder Case)> Verdicts()
    {
        CaseBuilder Case() => Remote().Seen(Phone, "10:00", "10:30").Seen(FaceMissing, "20:00", "21:00");
        yield return ("confirmed", Case().Decided(VerdictKind.Confirm, ViolationCode.Phone, "10:00", "10:30"));
        yield return ("dismissed", Case().Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:30"));
        yield return ("dismissed-in-part", Case().Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:20"));
        yield return ("recoded", Case().Decided(VerdictKind.Recode, ViolationCode.Phone, "10:00", "10:30", ViolationCode.Calculator));
        yield return ("reported-by-verdict", Case().Decided(VerdictKind.Report, ViolationCode.ThirdPartyHelp, "30:00", "30:30"));
        yield return ("the-later-verdict-counts", Case().Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:30").Decided(VerdictKind.Confirm, ViolationCode.Phone, "10:00", "10:30", by: "u-10"));
        yield return ("undone", Case().Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:30").Undone("v-1"));
        yield return ("undo-undone", Case().Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:30").Undone("v-1").Undone("v-2"));
        yield return ("room-incident-given-to-a-seat", Hall().InRoom(Speech, "10:00", "10:30").Decided(VerdictKind.Confirm, ViolationCode.Talking, "10:00", "10:30", seats: ["12"]));
        yield return ("room-incident-given-to-another-seat", Hall().InRoom(Speech, "10:00", "10:30").Decided(VerdictKind.Confirm, ViolationCode.Talking, "10:00", "10:30", seats: ["13"]));
    }

    private static IEnumerable<(string Name, CaseBuilder Case)> Frames()
    {
        yield return ("grace-of-three-minutes", Remote("htii-oes-2021").Seen(Phone, "1:00", "2:00").Seen(FaceMissing, "2:30", "3:30"));
        yield return ("too-short-to-count", Remote("htii-oes-2021").Seen(Phone, "1:00", "2:00").With(sitting => sitting with { End = At("3:00") }));
        yield return ("just-long-enough-to-count", Remote("htii-oes-2021").Seen(Phone, "1:00", "2:00").With(sitting => sitting with { End = At("3:00.001") }));
        yield return ("ended-by-inactivity", Remote("almau-2019").Seen(PageActive, "0:00", "20:00").Seen(Phone, "30:00", "31:00"));
        yield return ("a-lost-network-is-no-inactivity", Remote("almau-2019").Seen(PageActive, "0:00", "20:00").Seen(NetworkLost, "21:00", "29:00").Seen(PageActive, "29:30", "58:00").Seen(Phone, "30:00", "31:00"));
        yield return ("approved-break", Hall().Seen(SeatEmpty, "10:00", "14:00").With(sitting => sitting with { Breaks = [new Break(BreakKind.Break, At("9:55"), At("14:05"))] }));
        yield return ("timed-exit-overstayed", Hall().Seen(SeatEmpty, "10:00", "17:00").With(sitting => sitting with { Breaks = [new Break(BreakKind.Exit, At("10:00"), At("17:00"), TimeSpan.FromMinutes(5))] }));
        yield return ("allowed-calculator", Hall().Seen(Calculator, "10:00", "10:30").With(sitting => sitting with { Aids = ["calculator"] }));
        yield return ("mask-by-accommodation", Hall().Seen(FaceCovered, "10:00", "40:00").With(sitting => sitting with { Accommodations = [new Accommodation(AccommodationKind.Mask)] }));
        yield return ("helper-by-accommodation", Remote().Seen(FaceCount, "10:00", "10:20", _two).With(sitting => sitting with { Accommodations = [new Accommodation(AccommodationKind.Helper)] }));
        yield return ("paper-exam-looking-down", Hall().Seen(HeadDown, "10:00", "20:00").With(sitting => sitting with { Aids = ["paper"] }));
        yield return ("camera-too-far-for-phones", Hall().Seen(Phone, "10:00", "10:30").Seen(SeatEmpty, "20:00", "21:00").With(sitting => sitting with { Views = [new CameraView(Camera("cam-1"), 120)] }));
        yield return ("camera-never-measured", Hall().Seen(Phone, "10:00", "10:30").With(sitting => sitting with { Views = [] }));
        yield return ("no-consent-to-identity", Remote().Seen(IdentityDistance, "10:00", "10:30", _other).With(sitting => sitting with { Consents = [] }));
        yield return ("two-cameras-count-once", Hall().Seen(Phone, "10:00", "10:30").By("cam-2", Phone, "10:10", "10:40")
            .With(sitting => sitting with { Views = [.. sitting.Views, new CameraView(Camera("cam-2"), 300)] }));
        yield return ("changed-to-seat-14", Hall().AtSeat("12", Phone, "19:50", "20:10").AtSeat("14", Phone, "29:50", "30:10")
            .With(sitting => sitting with { Seats = [new SeatStay("12", At("0:00"), At("20:00")), new SeatStay("14", At("30:00"))] }));
        yield return ("still-going-on", Hall().By("cam-1", Phone, "10:00", null).With(sitting => sitting with { End = null, AsOf = At("10:30"), State = ExamState.Running, Coverage = [Covered("video", "0:00", "10:30")] }));
        yield return ("glimpses-with-gaps", Remote().Seen(Phone, "10:00", "10:01").Seen(Phone, "10:06", "10:07").Seen(Phone, "10:12.001", "10:13"));
        yield return ("below-confidence", Remote().Seen(Phone, "10:00", "10:30", confidence: 599));
        yield return ("head-turned-a-little", Remote().Seen(HeadTurned, "10:00", "10:30", new ObservationDetail { Yaw = -34 }).Seen(Speech, "10:00", "10:03.999"));
    }
}
