namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    internal static V1.Observation ToMessage(Observation observation)
    {
        var message = new V1.Observation
        {
            Id = observation.Id,
            Camera = Text(observation.Source.Camera),
            Subject = ToMessage(observation.Subject),
            Kind = observation.Kind.Name,
            FromUs = WireTime.ToMicroseconds(observation.From),
            Confidence = observation.Confidence,
            Detail = ToMessage(observation.Detail),
            Evidence = { observation.Evidence },
            ModelSha256 = Bytes(observation.Model),
            Clock = ToMessage(observation.Clock),
        };
        if (observation.To is { } to)
        {
            message.ToUs = WireTime.ToMicroseconds(to);
        }
        return message;
    }

    private static Observation FromMessage(Reading reading, V1.Observation message, SourceKind senderKind, string sender, string boot, long seq)
    {
        if (!ObservationKind.TryParse(message.Kind, out var kind))
        {
            reading.Refuse("observation.kind", message.Kind, $"lower-case words joined by dots, at most {Limits.KindLength} characters");
        }
        if (!Guid.TryParseExact(message.Id, "D", out _))
        {
            reading.Refuse("observation.id", message.Id, "a UUID as 36 characters");
        }
        var from = reading.Time("observation.from_us", message.FromUs);
        DateTimeOffset? to = message.HasToUs ? reading.Time("observation.to_us", message.ToUs) : null;
        if (to < from)
        {
            reading.Refuse("observation.to_us", message.ToUs, "not before from_us");
        }
        reading.Count("observation.evidence", message.Evidence.Count, Limits.EvidencePerObservation);
        return new Observation
        {
            Id = message.Id,
            Source = new Source(senderKind, sender, reading.OptionalId("observation.camera", message.Camera)),
            Boot = boot,
            Seq = seq,
            Subject = FromMessage(reading, message.Subject),
            Kind = kind,
            From = from,
            To = to,
            Confidence = reading.Number("observation.confidence", message.Confidence, 0, Limits.FullConfidence),
            Detail = FromMessage(reading, message.Detail),
            Evidence = [.. message.Evidence.Select(id => reading.Id("observation.evidence", id))],
            Model = reading.Hash("observation.model_sha256", message.ModelSha256),
            Clock = FromMessage(reading, message.Clock),
        };
    }

    internal static V1.Subject ToMessage(Subject subject) => new()
    {
        Exam = Text(subject.Exam), Room = Text(subject.Room), Seat = Text(subject.Seat), Sitting = Text(subject.Sitting),
    };

    private static Subject FromMessage(Reading reading, V1.Subject? message) => message is null ? new Subject() : new Subject
    {
        Exam = reading.OptionalId("subject.exam", message.Exam),
        Room = reading.OptionalId("subject.room", message.Room),
        Seat = reading.OptionalId("subject.seat", message.Seat),
        Sitting = reading.OptionalId("subject.sitting", message.Sitting),
    };

    private static V1.Detail? ToMessage(ObservationDetail detail)
    {
        if (detail == ObservationDetail.None)
        {
            return null;
        }
        var message = new V1.Detail { Label = Text(detail.Label), OtherSeat = Text(detail.OtherSeat), Reason = Text(detail.Reason) };
        if (detail.Count is { } count) { message.Count = count; }
        if (detail.Staff is { } staff) { message.Staff = staff; }
        if (detail.Yaw is { } yaw) { message.Yaw = yaw; }
        if (detail.Pitch is { } pitch) { message.Pitch = pitch; }
        if (detail.Level is { } level) { message.Level = level; }
        if (detail.Box is { } box) { message.Box = new V1.Box { Left = box.Left, Top = box.Top, Width = box.Width, Height = box.Height }; }
        return message;
    }

    private static ObservationDetail FromMessage(Reading reading, V1.Detail? message) => message is null ? ObservationDetail.None : new ObservationDetail
    {
        Count = reading.Number("detail.count", message.HasCount, message.Count, 0, Limits.HeadCount),
        Staff = reading.Number("detail.staff", message.HasStaff, message.Staff, 0, Limits.HeadCount),
        Yaw = reading.Number("detail.yaw", message.HasYaw, message.Yaw, -Limits.HeadDegrees, Limits.HeadDegrees),
        Pitch = reading.Number("detail.pitch", message.HasPitch, message.Pitch, -Limits.HeadDegrees, Limits.HeadDegrees),
        Label = reading.Text("detail.label", message.Label, Limits.LabelLength),
        Box = FromMessage(reading, message.Box),
        OtherSeat = reading.OptionalId("detail.other_seat", message.OtherSeat),
        Reason = reading.Text("detail.reason", message.Reason, Limits.TextLength),
        Level = reading.Number("detail.level", message.HasLevel, message.Level, -1_000_000, 1_000_000),
    };

    private static PictureBox? FromMessage(Reading reading, V1.Box? message) => message is null ? null : new PictureBox(
        reading.Number("box.left", message.Left, 0, Limits.PictureSide),
        reading.Number("box.top", message.Top, 0, Limits.PictureSide),
        reading.Number("box.width", message.Width, 0, Limits.PictureSide),
        reading.Number("box.height", message.Height, 0, Limits.PictureSide));

    private static V1.Clock? ToMessage(ClockReading clock) => clock == ClockReading.Unknown ? null : new V1.Clock
    {
        MonotonicUs = WireTime.ToMicroseconds(clock.Monotonic),
        OffsetUs = WireTime.ToMicroseconds(clock.Offset),
        Quality = (V1.ClockQuality)clock.Quality,
    };

    private static ClockReading FromMessage(Reading reading, V1.Clock? message) => message is null ? ClockReading.Unknown : new ClockReading(
        WireTime.SpanFromMicroseconds(reading.Number("clock.monotonic_us", message.MonotonicUs, 0, ClockSpan)),
        WireTime.SpanFromMicroseconds(reading.Number("clock.offset_us", message.OffsetUs, -ClockSpan, ClockSpan)),
        reading.Choice<ClockQuality>("clock.quality", (int)message.Quality));

    /// <summary>Two hundred years in microseconds: no clock is further off.</summary>
    private const long ClockSpan = 200L * 366 * 24 * 3600 * 1_000_000;
}
