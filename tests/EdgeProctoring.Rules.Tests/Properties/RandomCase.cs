using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.ExamDays;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Makes a case from a seed: ten crowded minutes, so that spans touch, overlap and meet every limit.</summary>
internal sealed class RandomCase
{
    public const int Minutes = 10;
    public static readonly DateTimeOffset Start = new(2026, 1, 20, 4, 0, 0, TimeSpan.Zero);

    private readonly Chance _chance;
    private readonly Sitting _sitting;
    private long _seq;

    private RandomCase(int seed, SittingMode? mode)
    {
        _chance = new Chance((ulong)seed);
        _sitting = MakeSitting(mode ?? (_chance.In1000(500) ? SittingMode.Hall : SittingMode.Remote));
    }

    public static TestCase Make(int seed, SittingMode? mode = null)
    {
        var made = new RandomCase(seed, mode);
        var seen = Enumerable.Range(0, made._chance.Between(0, 12)).Select(_ => made.Observation(made._chance.Of(ObservationKind.Catalogue))).ToList();
        // Some kinds again, near each other: a single glimpse rarely makes an incident.
        foreach (var first in seen.ToList().Take(4))
        {
            seen.Add(made.Near(first));
        }
        var verdicts = Enumerable.Range(0, Math.Max(0, made._chance.Between(-3, 4))).Select(made.Verdict).ToList();
        return new TestCase(seed, made._sitting, seen, verdicts);
    }

    /// <summary>One more observation for a case, from the case's own seed.</summary>
    public static Observation Another(TestCase given, Func<ObservationKind, bool> wanted)
    {
        var made = new RandomCase(given.Seed, given.Sitting.Mode) { _seq = 1000 };
        var fresh = new Chance((ulong)given.Seed ^ 0xABCDEF);
        return made.Observation(fresh.Of([.. ObservationKind.Catalogue.Where(wanted)]));
    }

    private Sitting MakeSitting(SittingMode mode)
    {
        var isHall = mode == SittingMode.Hall;
        var end = Start + TimeSpan.FromMinutes(Minutes);
        var moved = Time();
        return new Sitting
        {
            Id = "s-1",
            Exam = "e-1",
            Mode = mode,
            Room = isHall ? "r-1" : null,
            Seats = !isHall ? [] : _chance.In1000(800) ? [new SeatStay("12", Start)] : [new SeatStay("12", Start, moved), new SeatStay("14", moved)],
            Start = Start,
            End = _chance.In1000(700) ? end : null,
            AsOf = end,
            Roster = isHall ? 20 : 1,
            Staff = isHall ? 2 : 0,
            Breaks = [.. Enumerable.Range(0, Math.Max(0, _chance.Between(-2, 2))).Select(_ => Break())],
            Aids = _chance.In1000(200) ? [_chance.Of(["calculator", "book", "notes", "paper"])] : [],
            Accommodations = _chance.In1000(200) ? [new Accommodation(_chance.Of(Enum.GetValues<AccommodationKind>()))] : [],
            Consents = _chance.In1000(700) ? ["identity"] : [],
            Views = isHall ? [new CameraView(Camera("cam-1"), _chance.In1000(700) ? 600 : 100), new CameraView(Camera("cam-2"), 600)] : [],
            Coverage = _chance.In1000(800) ? [new StreamCoverage(isHall ? "video" : "webcam", [new TimeRange(Start, _chance.In1000(700) ? end : Time())])] : [],
        };
    }

    private Break Break()
    {
        var from = Time();
        return new Break(_chance.Of([BreakKind.Break, BreakKind.Exit]), from, _chance.In1000(800) ? from + _chance.Seconds(1, 120) : null,
            _chance.In1000(500) ? TimeSpan.FromMinutes(_chance.Between(1, 3)) : null);
    }

    private Observation Near(Observation first) =>
        Observation(first.Kind) with { From = first.From + TimeSpan.FromMilliseconds(_chance.Between(-15_000, 15_000)), To = null, Subject = first.Subject };

    private Observation Observation(ObservationKind kind)
    {
        _seq++;
        var from = Time();
        return new Observation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{_chance.Next() & 0xffff_ffff:x8}-0000-7000-8000-{_seq:x12}"),
            Source = kind == ObservationKind.PersonReported ? new Source(SourceKind.Person, "u-1") : Witness(),
            Boot = "b-1",
            Seq = _seq,
            Subject = Subject(kind),
            Kind = kind,
            From = from,
            To = _chance.In1000(900) ? from + Length() : null,
            Confidence = _chance.Between(500, 1000),
            Detail = Detail(kind),
            Evidence = _chance.In1000(500) ? [string.Create(CultureInfo.InvariantCulture, $"ev-{_chance.Between(1, 9)}")] : [],
        };
    }

    private Subject Subject(ObservationKind kind)
    {
        if (_sitting.Mode == SittingMode.Remote)
        {
            return Contracts.Subject.OfSitting("e-1", "s-1");
        }
        return kind == ObservationKind.PersonCount || _chance.In1000(100) ? Contracts.Subject.OfRoom("e-1", "r-1")
            : Contracts.Subject.OfSeat("e-1", "r-1", _chance.In1000(800) ? "12" : _chance.Of(["13", "14"]));
    }

    private ObservationDetail Detail(ObservationKind kind) => new()
    {
        Count = kind == ObservationKind.PersonCount ? _chance.Between(18, 26) : kind == ObservationKind.FaceCount ? _chance.Between(0, 3) : null,
        Staff = kind == ObservationKind.PersonCount && _chance.In1000(500) ? _chance.Between(0, 3) : null,
        Yaw = kind == ObservationKind.HeadTurned ? _chance.Between(-90, 90) : null,
        Level = kind == ObservationKind.IdentityDistance ? _chance.Between(300, 900) : null,
        OtherSeat = _sitting.Mode == SittingMode.Hall && _chance.In1000(400) ? _chance.Of(["12", "13", "15"]) : null,
        Label = kind == ObservationKind.PersonReported ? _chance.Of([.. ViolationCodes.All]).Text() : null,
    };

    private Verdict Verdict(int number)
    {
        var from = Time();
        var decision = number > 0 && _chance.In1000(150) ? VerdictKind.Undo : _chance.Of([VerdictKind.Confirm, VerdictKind.Dismiss, VerdictKind.Recode, VerdictKind.Report]);
        var isUndo = decision == VerdictKind.Undo;
        return new Verdict
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"v-{number}"),
            Decision = decision,
            By = _chance.Of(["dean", "proctor"]),
            At = Start + TimeSpan.FromHours(1) + TimeSpan.FromSeconds(_chance.Between(0, 3)),
            Code = isUndo ? null : Code(),
            From = isUndo ? null : from,
            To = isUndo ? null : from + _chance.Seconds(0, 300),
            NewCode = decision == VerdictKind.Recode ? Code() : null,
            Seats = _chance.In1000(300) ? ["12"] : [],
            Reason = decision == VerdictKind.Dismiss ? "a ruler" : null,
            Undoes = isUndo ? string.Create(CultureInfo.InvariantCulture, $"v-{_chance.Between(0, number - 1)}") : null,
        };
    }

    private ViolationCode Code() => _chance.Of(
        [ViolationCode.Phone, ViolationCode.PersonAbsent, ViolationCode.TurnedAway, ViolationCode.Talking, ViolationCode.WindowSwitch, .. ViolationCodes.All]);

    private Source Witness() => _sitting.Mode == SittingMode.Hall ? Camera(_chance.Of(["cam-1", "cam-2"])) : new Source(SourceKind.HubVision, "s-1", "webcam");

    private static Source Camera(string camera) => new(SourceKind.Node, "n-1", camera);

    private DateTimeOffset Time() => Start + TimeSpan.FromMicroseconds(_chance.Between(-20_000, Minutes * 60_000 + 20_000) * 1000L + _chance.Of([0, 0, 250]));

    private TimeSpan Length() => TimeSpan.FromMilliseconds(_chance.Of([0, 1000, _chance.Between(0, 5_000), _chance.Between(0, 40_000), _chance.Between(0, 200_000)]));
}
