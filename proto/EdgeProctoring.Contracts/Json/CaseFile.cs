using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>A sitting with all that was seen and decided: one line of JSON each, the sitting first.</summary>
public sealed record CaseFile(Sitting Sitting, IReadOnlyList<Observation> Observations, IReadOnlyList<Verdict> Verdicts)
{
    public void Write(Stream stream)
    {
        Line(stream, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("sitting");
            SittingJson.Write(json, Sitting);
            json.WriteEndObject();
        });
        foreach (var observation in Observations)
        {
            Line(stream, json => ObservationJson.Write(json, observation));
        }
        foreach (var verdict in Verdicts)
        {
            Line(stream, json => VerdictJson.Write(json, verdict));
        }
    }

    private static void Line(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }
        stream.WriteByte((byte)'\n');
    }
}
