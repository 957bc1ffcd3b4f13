using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Prints what <c>detect</c> finds, one line of JSON each; the form is documented in the verb's help and stays.</summary>
internal sealed class DetectPrinter(TextWriter to)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HashSet<string> _begun = [];

    public void Frame(FileInfo file, Frame frame, double second, string view, PictureState health, List<Detection> found, IReadOnlyList<(string Name, TimeSpan Took)> stages)
    {
        var faces = found.Where(one => one.Thing == DetectedThing.Face).ToList();
        var persons = found.Where(one => one.Thing == DetectedThing.Person).ToList();
        Print(new
        {
            type = "frame", file = file.Name, frame = frame.Number, second = Math.Round(second, 3), frame.Picture.Width, frame.Picture.Height, view,
            health = health.ToString().ToLowerInvariant(),
            faces = faces.Select(face => new { box = Box(face), score = Score(face), yaw = Degrees(face.Yaw), pitch = face.Pitch == 0 ? null : (double?)Degrees(face.Pitch), points = Points(face) }),
            persons = persons.Select(person => new { box = Box(person), score = Score(person) }),
            objects = found.Where(one => one.Thing is not (DetectedThing.Face or DetectedThing.Person))
                .Select(thing => new { kind = thing.Thing.ToString().ToLowerInvariant(), box = Box(thing), score = Score(thing) }),
            // Networks draw part boxes and miss trunks behind desks: people are as many as the surer of both counts.
            people = Math.Max(faces.Count, persons.Count),
            ms = stages.GroupBy(stage => stage.Name).ToDictionary(stage => stage.Key, stage => Math.Round(stage.Sum(one => one.Took.TotalMilliseconds), 1)),
        });
    }

    public void Sighting(FileInfo file, Sighting sighting)
    {
        var isNew = _begun.Add(sighting.Id);
        Observation(file, sighting.To is not null ? "ends" : isNew ? "begins" : "clearer", sighting.Kind, sighting.Seat,
            (sighting.From - DateTimeOffset.UnixEpoch).TotalSeconds, (sighting.To - DateTimeOffset.UnixEpoch)?.TotalSeconds, sighting.Confidence, sighting.Detail);
    }

    public void Speech(FileInfo file, SpeechSpan span) => Observation(file, "ends", ObservationKind.Speech, null, span.From.TotalSeconds, span.To.TotalSeconds, null, null);

    public void Sound(FileInfo file, TimeSpan heard, TimeSpan spoken) =>
        Print(new { type = "sound", file = file.Name, seconds = Math.Round(heard.TotalSeconds, 2), speechSeconds = Math.Round(spoken.TotalSeconds, 2) });

    public void Error(FileInfo file, string message) => Print(new { type = "error", file = file.Name, message });

    private void Observation(FileInfo file, string state, ObservationKind kind, string? seat, double from, double? end, int? confidence, ObservationDetail? detail) => Print(new
    {
        type = "observation", file = file.Name, state, kind = kind.Name, seat, from = Math.Round(from, 2), to = end is { } ended ? Math.Round(ended, 2) : (double?)null, confidence,
        detail = detail is null || detail == ObservationDetail.None ? null : new { detail.Count, detail.Yaw, detail.Label, detail.OtherSeat },
    });

    private void Print<T>(T line) => to.WriteLine(JsonSerializer.Serialize(line, _json));

    private static int[] Box(in Detection one) => [(int)MathF.Round(one.Left), (int)MathF.Round(one.Top), (int)MathF.Round(one.Width), (int)MathF.Round(one.Height)];

    private static double[][]? Points(in Detection face) => face.Points is not { } points ? null
        : [.. new[] { points.LeftEye, points.RightEye, points.Nose, points.LeftMouth, points.RightMouth }.Select(point => new[] { Math.Round(point.X, 1), Math.Round(point.Y, 1) })];

    private static double Score(in Detection one) => Math.Round(one.Score, 3);

    private static double Degrees(float angle) => Math.Round(angle, 1);
}
