using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The JSON form of a judgement: sorted keys, whole numbers, times in UTC. The same judgement is the same bytes.</summary>
public static class JudgementJson
{
    // Nobody puts this into HTML unescaped, and people read it: letters stay letters.
    internal static JsonWriterOptions Readable { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(Judgement judgement, Language language)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            Write(json, judgement, language);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static void Write(Utf8JsonWriter json, Judgement judgement, Language language)
    {
        json.WriteStartObject();
        WriteCoverage(json, judgement.Coverage);
        json.WriteString("end", JsonTime.Text(judgement.End));
        json.WriteBoolean("endedByInactivity", judgement.EndedByInactivity);
        json.WriteString("explanation", Explanation.Of(judgement.Score, language));
        WriteList(json, "incidents", judgement.Incidents, incident => IncidentJson.Write(json, incident, language));
        WriteList(json, "losses", judgement.Score.Losses, loss => WriteLoss(json, loss));
        WriteList(json, "notApplied", judgement.NotApplied, entry => WriteNotApplied(json, entry));
        WritePack(json, "pack", judgement.PackHash, judgement.PackId, judgement.PackVersion);
        WriteList(json, "pauses", judgement.Pauses, pause => WritePause(json, pause));
        ProposalJson.Write(json, judgement.Proposal);
        WriteNumber(json, "score", judgement.Score.Trust);
        WriteNumber(json, "scoreConfirmed", judgement.Score.Confirmed);
        json.WriteString("scoreReason", judgement.Score.Reason switch { NoScore.TooShort => "too-short", _ => null });
        json.WriteString("sitting", judgement.Sitting);
        json.WriteString("start", JsonTime.Text(judgement.Start));
        json.WriteEndObject();
    }

    internal static void WriteList<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }
        json.WriteEndArray();
    }

    internal static void WritePack(Utf8JsonWriter json, string key, RulePack pack) => WritePack(json, key, pack.Hash, pack.Id, pack.Version);

    internal static void WriteNumber(Utf8JsonWriter json, string key, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(key, value);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    private static void WriteCoverage(Utf8JsonWriter json, SittingCoverage coverage)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("floor", coverage.Floor);
        WriteNumber(json, "overall", coverage.Overall);
        json.WriteStartObject("streams");
        foreach (var stream in coverage.Streams)
        {
            json.WriteNumber(stream.Stream, stream.Covered);
        }
        json.WriteEndObject();
        json.WriteBoolean("sufficient", coverage.IsSufficient);
        json.WriteEndObject();
    }

    private static void WritePack(Utf8JsonWriter json, string key, string hash, string id, int version)
    {
        json.WriteStartObject(key);
        json.WriteString("hash", hash);
        json.WriteString("id", id);
        json.WriteNumber("version", version);
        json.WriteEndObject();
    }

    private static void WriteLoss(Utf8JsonWriter json, Loss loss)
    {
        json.WriteStartObject();
        json.WriteString("code", loss.Code.Text());
        json.WriteNumber("loss", loss.Tenths);
        json.WriteNumber("milliseconds", loss.Milliseconds);
        json.WriteEndObject();
    }

    private static void WriteNotApplied(Utf8JsonWriter json, NotApplied entry)
    {
        json.WriteStartObject();
        json.WriteString("code", entry.Code.Text());
        WriteNumber(json, "floor", entry.Floor);
        WriteNumber(json, "pixelsPerMetre", entry.PixelsPerMetre);
        json.WriteString("reason", JudgementWords.Of(entry.Reason));
        json.WriteString("seat", entry.Seat);
        json.WriteString("source", entry.Source?.ToString());
        json.WriteEndObject();
    }

    private static void WritePause(Utf8JsonWriter json, Pause pause)
    {
        json.WriteStartObject();
        json.WriteString("from", JsonTime.Text(pause.From));
        WriteList(json, "senses", JudgementWords.Of(pause.Senses), json.WriteStringValue);
        json.WriteString("to", JsonTime.Text(pause.To));
        json.WriteEndObject();
    }
}
