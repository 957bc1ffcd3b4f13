using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Writes a case by hand in a few words: minutes and seconds since the start, one seat or one home.</summary>
internal sealed class CaseBuilder
{
    public static readonly DateTimeOffset Start = new(2026, 1, 20, 4, 0, 0, TimeSpan.Zero);

    private readonly List<Observation> _seen = [];
    private readonly List<Verdict> _verdicts = [];
    private Sitting _sitting;

    private CaseBuilder(Sitting sitting) => _sitting = sitting;

    public static CaseBuilder Remote(string? pack = null) => new(new Sitting
    {
        Id = "s-7",
        Exam = "e-1",
        Mode = SittingMode.Remote,
        Pack = pack,
        State = ExamState.Ended,
        Start = Start,
        End = At("60:00"),
        Consents = ["identity"],
        Coverage = [Covered("audio"), Covered("screen"), Covered("webcam")],
    });

    public static CaseBuilder Hall(string? pack = null) => new(new Sitting
    {
        Id = "s-12",
        Exam = "e-1",
        Mode = SittingMode.Hall,
        Pack = pack,
        Room = "r-214",
        Seats = [new SeatStay("12", Start)],
        State = ExamState.Ended,
        Start = Start,
        End = At("60:00"),
        Roster = 24,
        Staff = 2,
        Consents = ["identity"],
        Views = [new CameraView(Camera("cam-1"), 520)],
        Coverage = [Covered("video")],
    });

    public CaseFile File => new(_sitting, _seen, _verdicts);

    public CaseBuilder With(Func<Sitting, Sitting> change)
    {
        _sitting = change(_sitting);
        return this;
    }

    /// <summary>Seen of the examinee, with evidence.</summary>
    public CaseBuilder Seen(ObservationKind kind, string from, string to, ObservationDetail? detail = null, int confidence = 900) =>
        Add(kind, from, to, confidence, detail, Own, Witness(kind), [string.Create(CultureInfo.InvariantCulture, $"ev-{_seen.Count + 1}")]);

    /// <summary>The same, without a picture or sound of it.</summary>
    public CaseBuilder Unproven(ObservationKind kind, string from, string to, ObservationDetail? detail = null) =>
        Add(kind, from, to, 900, detail, Own, Witness(kind), []);

    /// <summary>Seen in the room, of no seat.</summary>
    public CaseBuilder InRoom(ObservationKind kind, string from, string to, ObservationDetail? detail = null, string camera = "cam-1") =>
        Add(kind, from, to, 900, detail, Subject.OfRoom("e-1", "r-214"), Camera(camera), ["ev-room"]);

    public CaseBuilder AtSeat(string seat, ObservationKind kind, string from, string to, string? other = null, string camera = "cam-1") =>
        Add(kind, from, to, 900, other is null ? null : new ObservationDetail { OtherSeat = other }, Subject.OfSeat("e-1", "r-214", seat), Camera(camera), [$"ev-{_seen.Count + 1}"]);

    public CaseBuilder By(string camera, ObservationKind kind, string from, string? to, int confidence = 900) =>
        Add(kind, from, to, confidence, null, Own, Camera(camera), [$"ev-{_seen.Count + 1}"]);

    /// <summary>Entered by a person on duty.</summary>
    public CaseBuilder Reported(ViolationCode code, string at) => Add(ObservationKind.PersonReported, at, at, Limits.FullConfidence,
        new ObservationDetail { Label = code.Text(), Reason = "seen by the invigilator" }, Own, new Source(SourceKind.Person, "u-3"), [$"ev-{_seen.Count + 1}"]);

    public CaseBuilder Decided(VerdictKind decision, ViolationCode code, string from, string to, ViolationCode? newCode = null, string[]? seats = null, string by = "u-9")
    {
        _verdicts.Add(new Verdict
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"v-{_verdicts.Count + 1}"),
            Decision = decision,
            By = by,
            At = At("90:00") + TimeSpan.FromMinutes(_verdicts.Count),
            Code = code,
            From = At(from),
            To = At(to),
            NewCode = newCode,
            Seats = seats ?? [],
            Reason = decision == VerdictKind.Dismiss ? "a ruler, not a phone" : null,
        });
        return this;
    }

    public CaseBuilder Undone(string verdict)
    {
        _verdicts.Add(new Verdict
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"v-{_verdicts.Count + 1}"),
            Decision = VerdictKind.Undo,
            By = "u-9",
            At = At("90:00") + TimeSpan.FromMinutes(_verdicts.Count),
            Undoes = verdict,
        });
        return this;
    }

    /// <summary>Minutes, seconds and perhaps thousandths: 10:05 or 10:05.250.</summary>
    public static DateTimeOffset At(string time)
    {
        var parts = time.Split(':');
        return Start + TimeSpan.FromMinutes(int.Parse(parts[0], CultureInfo.InvariantCulture))
            + TimeSpan.FromSeconds(double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public static Source Camera(string camera) => new(SourceKind.Node, "n-12", camera);

    public static StreamCoverage Covered(string stream, string from = "0:00", string to = "60:00") => new(stream, [new TimeRange(At(from), At(to))]);

    private bool IsHall => _sitting.Mode == SittingMode.Hall;

    private Subject Own => IsHall ? Subject.OfSeat("e-1", "r-214", "12") : Subject.OfSitting("e-1", "s-7");

    private Source Witness(ObservationKind kind) => SenseOfKind.Of(kind) switch
    {
        Senses.Computer => new Source(SourceKind.Browser, IsHall ? "pc-12" : "s-7"),
        _ when IsHall => Camera("cam-1"),
        Senses.Devices when kind == ObservationKind.MicOff || kind == ObservationKind.CameraOff || kind == ObservationKind.NetworkLost => new Source(SourceKind.Browser, "s-7"),
        _ => new Source(SourceKind.HubVision, "s-7", "webcam"),
    };

    private CaseBuilder Add(ObservationKind kind, string from, string? to, int confidence, ObservationDetail? detail, Subject subject, Source source, string[] evidence)
    {
        var number = _seen.Count + 1;
        _seen.Add(new Observation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number:d12}"),
            Source = source,
            Boot = "b-1",
            Seq = number,
            Subject = subject,
            Kind = kind,
            From = At(from),
            To = to is null ? null : At(to),
            Confidence = confidence,
            Detail = detail ?? ObservationDetail.None,
            Evidence = evidence,
        });
        return this;
    }
}
