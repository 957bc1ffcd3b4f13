using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.ExamDays;

/// <summary>One examinee at home: the browser reports the computer, the hub's vision the webcam.</summary>
internal sealed class RemoteScript
{
    private readonly ExamDayOptions _options;
    private readonly Chance _chance;
    private readonly Witness _browser;
    private readonly Witness _vision;
    private readonly List<Offence> _truth;
    private readonly Subject _subject;
    private readonly string _id;

    public RemoteScript(ExamDayOptions options, int number, List<Observation> seen, List<Offence> truth)
    {
        _options = options;
        _chance = new Chance(options.Seed).Branch(-number);
        _id = string.Create(CultureInfo.InvariantCulture, $"s-home-{number}");
        _browser = new Witness(SourceKind.Browser, _id, _chance, seen);
        _vision = new Witness(SourceKind.HubVision, _id, _chance, seen);
        _truth = truth;
        _subject = Subject.OfSitting("e-remote", _id);
    }

    public Sitting Play()
    {
        Work();
        Behave();
        if (_chance.In1000(_options.OffendersPer1000))
        {
            Offend();
        }
        return new Sitting
        {
            Id = _id,
            Exam = "e-remote",
            Mode = SittingMode.Remote,
            State = ExamState.Ended,
            Start = _options.Start,
            End = End,
            Consents = ["identity"],
            Coverage = [.. ((string[])["audio", "screen", "webcam"]).Select(stream => new StreamCoverage(stream, [new TimeRange(_options.Start, End)]))],
        };
    }

    private DateTimeOffset End => _options.Start + _options.Length;

    private void Work()
    {
        for (var at = _options.Start; at < End; at += TimeSpan.FromMinutes(1))
        {
            _browser.See(ObservationKind.PageActive, _subject, at, TimeSpan.FromSeconds(50));
        }
    }

    private void Behave()
    {
        var times = (int)(_options.HarmlessPerHour * _options.Length.TotalHours);
        for (var time = 0; time < times; time++)
        {
            var (what, length, confidence, detail) = _chance.Of(Harmless);
            (what == ObservationKind.PageBlur ? _browser : _vision).See(what, _subject, Moment(10), length, confidence: confidence, detail: detail);
        }
    }

    private static (ObservationKind What, TimeSpan Length, int Confidence, ObservationDetail? Detail)[] Harmless { get; } =
    [
        (ObservationKind.HeadTurned, TimeSpan.FromSeconds(1), 900, new ObservationDetail { Yaw = 45 }),
        (ObservationKind.FaceMissing, TimeSpan.FromSeconds(2), 800, null),
        (ObservationKind.PageBlur, TimeSpan.FromMilliseconds(300), 1000, null),
        (ObservationKind.Speech, TimeSpan.FromMilliseconds(900), 700, null),
        (ObservationKind.FaceCount, TimeSpan.FromSeconds(30), 900, new ObservationDetail { Count = 1 }),
        (ObservationKind.IdentityDistance, TimeSpan.FromSeconds(30), 900, new ObservationDetail { Level = 300 }),
        (ObservationKind.Phone, TimeSpan.FromSeconds(20), 400, null),
    ];

    private void Offend()
    {
        var (from, length) = (Moment(120), _chance.Seconds(15, 80));
        var (witness, what, code, detail) = _chance.Between(0, 6) switch
        {
            0 => (_vision, ObservationKind.Phone, ViolationCode.Phone, null),
            1 => (_vision, ObservationKind.FaceMissing, ViolationCode.PersonAbsent, null),
            2 => (_vision, ObservationKind.FaceCount, ViolationCode.PersonExtra, new ObservationDetail { Count = 2 }),
            3 => (_vision, ObservationKind.IdentityDistance, ViolationCode.IdentityMismatch, new ObservationDetail { Level = 800 }),
            4 => (_browser, ObservationKind.PageHidden, ViolationCode.WindowSwitch, null),
            5 => (_browser, ObservationKind.MicOff, ViolationCode.MicOff, null),
            _ => (_vision, ObservationKind.Speech, ViolationCode.Talking, (ObservationDetail?)null),
        };
        witness.See(what, _subject, from, length, detail: detail, withEvidence: true);
        _truth.Add(new Offence(code, _id, null, from, from + length));
    }

    private DateTimeOffset Moment(int margin) => _options.Start + _chance.Seconds(5, (int)_options.Length.TotalSeconds - margin);
}
