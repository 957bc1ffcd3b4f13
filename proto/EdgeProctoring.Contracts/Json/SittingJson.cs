using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>The JSON form of a sitting.</summary>
public static class SittingJson
{
    /// <summary>Longest sitting in hours.</summary>
    public const int MostHours = 48;
    private const int MostParts = 256;
    private const int MostStretches = 10_000;
    private const int MostMinutes = 24 * 60;
    private const int MostPixels = 100_000;

    public static void Write(Utf8JsonWriter json, Sitting sitting)
    {
        json.WriteStartObject();
        json.WriteString("id", sitting.Id);
        json.WriteString("exam", sitting.Exam);
        json.WriteString("mode", JsonWords.Word(JsonWords.Modes, sitting.Mode));
        JsonLists.Write(json, "pack", sitting.Pack);
        JsonLists.Write(json, "room", sitting.Room);
        JsonLists.Write(json, "seats", sitting.Seats, stay => WritePart(json, () => json.WriteString("seat", stay.Seat), stay.From, stay.To));
        json.WriteString("state", JsonWords.Word(JsonWords.States, sitting.State));
        json.WriteString("start", JsonTime.Text(sitting.Start));
        JsonLists.Write(json, "end", sitting.End);
        JsonLists.Write(json, "asOf", sitting.AsOf);
        json.WriteNumber("roster", sitting.Roster);
        json.WriteNumber("staff", sitting.Staff);
        JsonLists.Write(json, "breaks", sitting.Breaks, off => WriteBreak(json, off));
        JsonLists.Write(json, "aids", sitting.Aids);
        JsonLists.Write(json, "accommodations", sitting.Accommodations, granted => WriteAccommodation(json, granted));
        JsonLists.Write(json, "consents", sitting.Consents);
        JsonLists.Write(json, "views", sitting.Views, view => WriteView(json, view));
        JsonLists.Write(json, "coverage", sitting.Coverage, stream => WriteStream(json, stream));
        json.WriteEndObject();
    }

    internal static Sitting? Read(JsonElement element, Action<Refusal> refuse)
    {
        var clean = true;
        var fields = new JsonFields(element, "sitting", refusal =>
        {
            clean = false;
            refuse(refusal);
        });
        var sitting = new Sitting
        {
            Id = fields.Id("id"),
            Exam = fields.Id("exam"),
            Mode = fields.Choice("mode", JsonWords.Modes, required: true) ?? SittingMode.Hall,
            Pack = fields.OptionalId("pack"),
            Room = fields.OptionalId("room"),
            Seats = fields.Objects("seats", MostParts, ReadStay),
            State = fields.Choice("state", JsonWords.States) ?? ExamState.Running,
            Start = fields.Time("start", required: true) ?? default,
            End = fields.Time("end"),
            AsOf = fields.Time("asOf"),
            Roster = fields.Number("roster", 0, Limits.HeadCount) ?? 1,
            Staff = fields.Number("staff", 0, Limits.HeadCount) ?? 0,
            Breaks = fields.Objects("breaks", MostParts, ReadBreak),
            Aids = fields.Words("aids", MostParts, "small letters and hyphens", IsWord),
            Accommodations = fields.Objects("accommodations", MostParts, ReadAccommodation),
            Consents = fields.Words("consents", MostParts, "identity", static text => text == "identity"),
            Views = fields.Objects("views", MostParts, ReadView),
            Coverage = fields.Objects("coverage", MostParts, ReadStream),
        };
        Check(fields, sitting);
        fields.RefuseUnknown();
        return clean ? sitting : null;
    }

    private static void Check(JsonFields fields, Sitting sitting)
    {
        if (sitting.End is null && sitting.AsOf is null)
        {
            fields.Refuse("asOf", null, "end or asOf: until when to judge");
        }
        CheckTime(fields, "end", sitting, sitting.End);
        CheckTime(fields, "asOf", sitting, sitting.AsOf);
        if (sitting.Mode == SittingMode.Hall && sitting.Room is null)
        {
            fields.Refuse("room", null, "a room where the mode is hall");
        }
        if (sitting.Mode == SittingMode.Remote && sitting.Seats.Count > 0)
        {
            fields.Refuse("seats", $"{sitting.Seats.Count} seats", "none where the mode is remote");
        }
    }

    private static void CheckTime(JsonFields fields, string key, Sitting sitting, DateTimeOffset? time)
    {
        if (time < sitting.Start || time - sitting.Start > TimeSpan.FromHours(MostHours))
        {
            fields.Refuse(key, JsonTime.Text(time.GetValueOrDefault()), $"not before start, at most {MostHours} hours after it");
        }
    }

    private static void WritePart(Utf8JsonWriter json, Action writeHead, DateTimeOffset from, DateTimeOffset? to)
    {
        json.WriteStartObject();
        writeHead();
        json.WriteString("from", JsonTime.Text(from));
        JsonLists.Write(json, "to", to);
        json.WriteEndObject();
    }

    private static void WriteBreak(Utf8JsonWriter json, Break off) => WritePart(json, () =>
    {
        json.WriteString("kind", JsonWords.Word(JsonWords.Breaks, off.Kind));
        JsonLists.Write(json, "limitMinutes", (int?)off.Limit?.TotalMinutes);
    }, off.From, off.To);

    private static void WriteAccommodation(Utf8JsonWriter json, Accommodation granted)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonWords.Word(JsonWords.Accommodations, granted.Kind));
        JsonLists.Write(json, "minutes", granted.Minutes);
        json.WriteEndObject();
    }

    private static void WriteView(Utf8JsonWriter json, CameraView view)
    {
        json.WriteStartObject();
        json.WriteString("source", view.Source.ToString());
        json.WriteNumber("pixelsPerMetre", view.PixelsPerMetre);
        JsonLists.Write(json, "seat", view.Seat);
        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, StreamCoverage stream)
    {
        json.WriteStartObject();
        json.WriteString("stream", stream.Stream);
        JsonLists.Write(json, "source", stream.Source?.ToString());
        JsonLists.Write(json, "covered", stream.Covered, range => WritePart(json, static () => { }, range.From, range.To));
        json.WriteEndObject();
    }

    private static SeatStay? ReadStay(JsonFields fields)
    {
        var (seat, from, to) = (fields.Id("seat"), fields.Time("from", required: true), To(fields));
        return from is { } since ? new SeatStay(seat, since, to) : null;
    }

    private static Break? ReadBreak(JsonFields fields)
    {
        var kind = fields.Choice("kind", JsonWords.Breaks, required: true);
        var (from, to) = (fields.Time("from", required: true), To(fields));
        var limit = fields.Number("limitMinutes", 1, MostMinutes);
        return from is { } since && kind is { } known ? new Break(known, since, to, limit is { } minutes ? TimeSpan.FromMinutes(minutes) : null) : null;
    }

    private static Accommodation? ReadAccommodation(JsonFields fields)
    {
        var kind = fields.Choice("kind", JsonWords.Accommodations, required: true);
        var minutes = fields.Number("minutes", 1, MostMinutes);
        return kind is { } known ? new Accommodation(known, minutes) : null;
    }

    private static CameraView? ReadView(JsonFields fields)
    {
        var source = fields.Source("source", required: true);
        var pixels = fields.Number("pixelsPerMetre", 0, MostPixels, required: true);
        var seat = fields.OptionalId("seat");
        return source is not null && pixels is { } known ? new CameraView(source, known, seat) : null;
    }

    private static StreamCoverage? ReadStream(JsonFields fields)
    {
        var stream = fields.Id("stream");
        var source = fields.Source("source");
        return new StreamCoverage(stream, fields.Objects("covered", MostStretches, ReadRange), source);
    }

    private static TimeRange? ReadRange(JsonFields fields)
    {
        var (from, to) = (fields.Time("from", required: true), fields.Time("to", required: true));
        if (to < from)
        {
            fields.Refuse("to", JsonTime.Text(to.Value), "not before from");
        }
        return from is { } first && to is { } last ? new TimeRange(first, last) : null;
    }

    private static DateTimeOffset? To(JsonFields fields)
    {
        var to = fields.Time("to");
        if (to is { } last && fields.Time("from") is { } from && last < from)
        {
            fields.Refuse("to", JsonTime.Text(last), "not before from");
        }
        return to;
    }

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= Limits.LabelLength && text.All(static letter => char.IsAsciiLetterLower(letter) || letter == '-');
}
