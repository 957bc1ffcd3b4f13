using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>The JSON form of an observation.</summary>
public static class ObservationJson
{
    private const int MostMeasure = 1_000_000;
    /// <summary>Two hundred years in microseconds: no clock is further off.</summary>
    private const long ClockSpan = 200L * 366 * 24 * 3600 * 1_000_000;

    public static void Write(Utf8JsonWriter json, Observation observation)
    {
        json.WriteStartObject();
        json.WriteString("id", observation.Id);
        json.WriteString("source", observation.Source.ToString());
        json.WriteString("boot", observation.Boot);
        json.WriteNumber("seq", observation.Seq);
        WriteSubject(json, observation.Subject);
        json.WriteString("kind", observation.Kind.Name);
        json.WriteString("from", JsonTime.Text(observation.From));
        if (observation.To is { } to)
        {
            json.WriteString("to", JsonTime.Text(to));
        }
        json.WriteNumber("confidence", observation.Confidence);
        WriteDetail(json, observation.Detail);
        JsonLists.Write(json, "evidence", observation.Evidence);
        JsonLists.Write(json, "model", observation.Model);
        if (observation.Clock != ClockReading.Unknown)
        {
            json.WriteStartObject("clock");
            json.WriteNumber("monotonicUs", WireTime.ToMicroseconds(observation.Clock.Monotonic));
            json.WriteNumber("offsetUs", WireTime.ToMicroseconds(observation.Clock.Offset));
            json.WriteString("quality", JsonWords.Word(JsonWords.Clocks, observation.Clock.Quality));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    internal static Observation? Read(JsonElement element, Action<Refusal> refuse)
    {
        var clean = true;
        var fields = new JsonFields(element, "observation", refusal =>
        {
            clean = false;
            refuse(refusal);
        });
        var kind = fields.Text("kind", $"lower-case words joined by dots, at most {Limits.KindLength} characters",
            static text => ObservationKind.TryParse(text, out _), required: true);
        var from = fields.Time("from", required: true);
        var to = fields.Time("to");
        if (to < from)
        {
            fields.Refuse("to", JsonTime.Text(to.Value), "not before from");
        }
        var detail = Detail(fields.Object("detail"));
        if (kind == ObservationKind.PersonReported.Name && !ViolationCodes.TryParse(detail.Label ?? "", out _))
        {
            fields.Refuse("detail.label", detail.Label, "the code of the violation that was reported");
        }
        var id = fields.Text("id", "a UUID as 36 characters", static text => Guid.TryParseExact(text, "D", out _), required: true);
        var source = fields.Source("source", required: true);
        var observation = new Observation
        {
            Id = id ?? "",
            Source = source ?? new Source(SourceKind.Node, ""),
            Boot = fields.Id("boot"),
            Seq = fields.LongNumber("seq", 1, long.MaxValue, required: true) ?? 0,
            Subject = Subject(fields.Object("subject", required: true)),
            Kind = kind is not null && ObservationKind.TryParse(kind, out var known) ? known : default,
            From = from ?? default,
            To = to,
            Confidence = fields.Number("confidence", 0, Limits.FullConfidence, required: true) ?? 0,
            Detail = detail,
            Evidence = fields.Ids("evidence", Limits.EvidencePerObservation),
            Model = fields.Text("model", "a SHA-256 as 64 small hexadecimal digits",
                static text => text.Length == 2 * Limits.HashBytes && text.All(char.IsAsciiHexDigitLower), required: false),
            Clock = Clock(fields.Object("clock")),
        };
        fields.RefuseUnknown();
        return clean ? observation : null;
    }

    private static void WriteSubject(Utf8JsonWriter json, Subject subject)
    {
        json.WriteStartObject("subject");
        JsonLists.Write(json, "exam", subject.Exam);
        JsonLists.Write(json, "room", subject.Room);
        JsonLists.Write(json, "seat", subject.Seat);
        JsonLists.Write(json, "sitting", subject.Sitting);
        json.WriteEndObject();
    }

    private static Subject Subject(JsonFields? fields)
    {
        if (fields is null)
        {
            return new Subject();
        }
        var subject = new Subject
        {
            Exam = fields.OptionalId("exam"),
            Room = fields.OptionalId("room"),
            Seat = fields.OptionalId("seat"),
            Sitting = fields.OptionalId("sitting"),
        };
        fields.RefuseUnknown();
        return subject;
    }

    private static void WriteDetail(Utf8JsonWriter json, ObservationDetail detail)
    {
        if (detail == ObservationDetail.None)
        {
            return;
        }
        json.WriteStartObject("detail");
        JsonLists.Write(json, "count", detail.Count);
        JsonLists.Write(json, "staff", detail.Staff);
        JsonLists.Write(json, "yaw", detail.Yaw);
        JsonLists.Write(json, "pitch", detail.Pitch);
        JsonLists.Write(json, "label", detail.Label);
        if (detail.Box is { } box)
        {
            json.WriteStartObject("box");
            json.WriteNumber("left", box.Left);
            json.WriteNumber("top", box.Top);
            json.WriteNumber("width", box.Width);
            json.WriteNumber("height", box.Height);
            json.WriteEndObject();
        }
        JsonLists.Write(json, "otherSeat", detail.OtherSeat);
        JsonLists.Write(json, "reason", detail.Reason);
        JsonLists.Write(json, "level", detail.Level);
        json.WriteEndObject();
    }

    private static ObservationDetail Detail(JsonFields? fields)
    {
        if (fields is null)
        {
            return ObservationDetail.None;
        }
        var detail = new ObservationDetail
        {
            Count = fields.Number("count", 0, Limits.HeadCount),
            Staff = fields.Number("staff", 0, Limits.HeadCount),
            Yaw = fields.Number("yaw", -Limits.HeadDegrees, Limits.HeadDegrees),
            Pitch = fields.Number("pitch", -Limits.HeadDegrees, Limits.HeadDegrees),
            Label = fields.Text("label", Limits.LabelLength),
            Box = Box(fields.Object("box")),
            OtherSeat = fields.OptionalId("otherSeat"),
            Reason = fields.Text("reason", Limits.TextLength),
            Level = fields.Number("level", -MostMeasure, MostMeasure),
        };
        fields.RefuseUnknown();
        return detail;
    }

    private static PictureBox? Box(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }
        int Side(string key) => fields.Number(key, 0, Limits.PictureSide, required: true) ?? 0;
        var box = new PictureBox(Side("left"), Side("top"), Side("width"), Side("height"));
        fields.RefuseUnknown();
        return box;
    }

    private static ClockReading Clock(JsonFields? fields)
    {
        if (fields is null)
        {
            return ClockReading.Unknown;
        }
        var clock = new ClockReading(
            WireTime.SpanFromMicroseconds(fields.LongNumber("monotonicUs", 0, ClockSpan, required: true) ?? 0),
            WireTime.SpanFromMicroseconds(fields.LongNumber("offsetUs", -ClockSpan, ClockSpan, required: true) ?? 0),
            fields.Choice("quality", JsonWords.Clocks, required: true) ?? ClockQuality.Unknown);
        fields.RefuseUnknown();
        return clock;
    }
}
