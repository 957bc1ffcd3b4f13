using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.ExamDays;

/// <summary>One exam room: a node with two cameras (the front rows and the back rows), its seats, and what happens there.</summary>
internal sealed class HallScript
{
    private const int NearPixels = 420;
    private const int FarPixels = 310;

    private readonly ExamDayOptions _options;
    private readonly Chance _chance;
    private readonly Witness _node;
    private readonly Witness _proctor;
    private readonly List<Offence> _truth;
    private readonly string _exam;
    private readonly string _room;
    private readonly string _sender;

    public HallScript(ExamDayOptions options, int number, List<Observation> seen, List<Offence> truth)
    {
        _options = options;
        _chance = new Chance(options.Seed).Branch(number);
        _room = string.Create(CultureInfo.InvariantCulture, $"r-{number}");
        _exam = string.Create(CultureInfo.InvariantCulture, $"e-{number}");
        _sender = string.Create(CultureInfo.InvariantCulture, $"n-{number}");
        _node = new Witness(SourceKind.Node, _sender, _chance, seen);
        _proctor = new Witness(SourceKind.Person, string.Create(CultureInfo.InvariantCulture, $"u-{number}"), _chance, seen);
        _truth = truth;
    }

    public IEnumerable<Sitting> Play()
    {
        CountHeads();
        Fail();
        var sittings = Enumerable.Range(1, _options.SeatsPerRoom).Select(Seated).ToList();
        for (var seat = 1; seat <= sittings.Count; seat++)
        {
            Behave(seat);
            if (_chance.In1000(_options.OffendersPer1000))
            {
                Offend(seat, sittings[seat - 1].Id);
            }
        }
        return sittings;
    }

    private DateTimeOffset End => _options.Start + _options.Length;

    private Sitting Seated(int seat) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"s-{_room}-{seat}"),
        Exam = _exam,
        Mode = SittingMode.Hall,
        Room = _room,
        Seats = [new SeatStay(Name(seat), _options.Start)],
        State = ExamState.Ended,
        Start = _options.Start,
        End = End,
        Roster = _options.SeatsPerRoom,
        Staff = ExamDayOptions.StaffPerRoom,
        Views = [new CameraView(new Source(SourceKind.Node, _sender, Camera(seat)), IsFront(seat) ? NearPixels : FarPixels)],
        Coverage = [new StreamCoverage("video", [new TimeRange(_options.Start, End)], new Source(SourceKind.Node, _sender, Camera(seat)))],
    };

    // Heads are counted every half minute; the roster and the staff are all there is.
    private void CountHeads()
    {
        for (var at = _options.Start; at < End; at += TimeSpan.FromSeconds(30))
        {
            _node.See(ObservationKind.PersonCount, Subject.OfRoom(_exam, _room), at, TimeSpan.FromSeconds(30), "cam-1",
                detail: new ObservationDetail { Count = _options.SeatsPerRoom + ExamDayOptions.StaffPerRoom, Staff = ExamDayOptions.StaffPerRoom });
        }
    }

    private void Fail()
    {
        if (_chance.In1000(_options.FaultsPer1000))
        {
            var (from, length) = (Moment(60), _chance.Seconds(5, 40));
            _node.See(ObservationKind.CameraMoved, Subject.OfRoom(_exam, _room), from, length, "cam-2");
            _truth.Add(new Offence(ViolationCode.CameraMoved, null, _room, from, from + length));
        }
    }

    private void Behave(int seat)
    {
        var times = (int)(_options.HarmlessPerHour * _options.Length.TotalHours);
        for (var time = 0; time < times; time++)
        {
            var (what, length, confidence, detail) = _chance.Of(Harmless);
            _node.See(what, At(seat), Moment(10), length, Camera(seat), confidence, detail);
        }
    }

    // Short of a rule's time, below its confidence, or within what the eye may do.
    private static (ObservationKind What, TimeSpan Length, int Confidence, ObservationDetail? Detail)[] Harmless { get; } =
    [
        (ObservationKind.HeadTurned, TimeSpan.FromSeconds(1), 900, new ObservationDetail { Yaw = 50 }),
        (ObservationKind.HeadDown, TimeSpan.FromSeconds(8), 900, null),
        (ObservationKind.HandsHidden, TimeSpan.FromSeconds(4), 800, null),
        (ObservationKind.SeatEmpty, TimeSpan.FromSeconds(2), 700, null),
        (ObservationKind.Phone, TimeSpan.FromSeconds(20), 350, null),
        (ObservationKind.Calculator, TimeSpan.FromSeconds(6), 400, null),
        (ObservationKind.FaceCovered, TimeSpan.FromSeconds(2), 900, null),
    ];

    private void Offend(int seat, string sitting)
    {
        var from = Moment(120);
        switch (_chance.Between(0, 5))
        {
            case 0:
                Show(seat, sitting, ObservationKind.Phone, ViolationCode.Phone, from, _chance.Seconds(10, 60));
                break;
            case 1:
                Show(seat, sitting, ObservationKind.Notes, ViolationCode.Materials, from, _chance.Seconds(10, 90));
                break;
            case 2:
                Show(seat, sitting, ObservationKind.SeatEmpty, ViolationCode.PersonAbsent, from, _chance.Seconds(30, 90));
                break;
            case 3:
                Pass(seat, sitting, from);
                break;
            case 4:
                Show(seat, sitting, ObservationKind.HandsHidden, ViolationCode.HandsUnderDesk, from, _chance.Seconds(20, 60));
                break;
            default:
                _proctor.See(ObservationKind.PersonReported, At(seat), from, TimeSpan.Zero, confidence: Limits.FullConfidence,
                    detail: new ObservationDetail { Label = ViolationCode.ThirdPartyHelp.Text(), Reason = "whispered an answer" });
                _truth.Add(new Offence(ViolationCode.ThirdPartyHelp, sitting, _room, from, from));
                break;
        }
    }

    private void Show(int seat, string sitting, ObservationKind what, ViolationCode code, DateTimeOffset from, TimeSpan length)
    {
        // Seen in glimpses, as a detector does: the parts touch or leave small gaps.
        var half = TimeSpan.FromMilliseconds(Math.Floor(length.TotalMilliseconds / 2));
        _node.See(what, At(seat), from, half, Camera(seat), withEvidence: true);
        _node.See(what, At(seat), from + half + TimeSpan.FromMilliseconds(700), half, Camera(seat), withEvidence: true);
        _truth.Add(new Offence(code, sitting, _room, from, from + half + half + TimeSpan.FromMilliseconds(700)));
    }

    private void Pass(int seat, string sitting, DateTimeOffset from)
    {
        var other = seat == _options.SeatsPerRoom ? seat - 1 : seat + 1;
        var length = TimeSpan.FromSeconds(2);
        _node.See(ObservationKind.ItemPassed, At(seat), from, length, Camera(seat), detail: new ObservationDetail { OtherSeat = Name(other) }, withEvidence: true);
        _truth.Add(new Offence(ViolationCode.ItemPassed, sitting, _room, from, from + length, Name(other)));
    }

    private Subject At(int seat) => Subject.OfSeat(_exam, _room, Name(seat));

    // Not in the last minutes, so that what begins also ends within the exam.
    private DateTimeOffset Moment(int margin) => _options.Start + _chance.Seconds(5, (int)_options.Length.TotalSeconds - margin);

    private bool IsFront(int seat) => (seat - 1) / ExamDayOptions.RowLength < 2;

    private string Camera(int seat) => IsFront(seat) ? "cam-1" : "cam-2";

    private static string Name(int seat) => seat.ToString(CultureInfo.InvariantCulture);
}
