using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Synthetic.Drawing;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Synthetic.Film;

/// <summary>What a film is made of, whichever script it comes from.</summary>
internal sealed record FilmPlan
{
    /// <summary>Part of the hash: another drawing makes another film.</summary>
    private const string DrawingVersion = "6";

    public required string Name { get; init; }
    public required int Seconds { get; init; }
    public required int Rate { get; init; }
    /// <summary>Encoder's arguments and the file's ending.</summary>
    public required FilmForm Form { get; init; }
    public required GroundTruth Truth { get; init; }
    /// <summary>The pictures in order, each with the seconds that it stands.</summary>
    public required IReadOnlyList<(double Seconds, string Svg)> Stretches { get; init; }

    public static FilmPlan Of(HallScript script)
    {
        var hall = new Hall(script.Width, script.Height, script.Rows, script.Columns, script.Seed);
        return new FilmPlan
        {
            Name = script.Name, Seconds = script.Seconds, Rate = script.Rate, Form = FilmForm.Camera, Truth = GroundTruth.Of(script),
            Stretches = [.. SceneTimeline.Of(script).Select(stretch => (stretch.To - stretch.From, hall.Draw(stretch.Scene)))],
        };
    }

    public static FilmPlan Of(WebcamScript script)
    {
        var webcam = new Webcam(script.Width, script.Height);
        return new FilmPlan
        {
            Name = script.Name, Seconds = script.Seconds, Rate = script.Rate, Form = FilmForm.FakeWebcam, Truth = GroundTruth.Of(script),
            Stretches = [.. WebcamTimeline.Of(script).Select(stretch => (stretch.To - stretch.From, webcam.Draw(stretch.Scene)))],
        };
    }

    /// <summary>The same for the same pictures, times and form, on every machine.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{DrawingVersion}|{Form.Ending}|{Rate}|{Seconds}|{Truth.ToJson()}")));
        foreach (var (seconds, svg) in Stretches)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"|{seconds}|{svg}")));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}

/// <summary>How a film is written.</summary>
internal sealed record FilmForm(string Ending, IReadOnlyList<string> Encoder)
{
    /// <summary>H.264 as network cameras send it.</summary>
    public static readonly FilmForm Camera = new(".mp4", ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "27", "-bf", "0", "-movflags", "+faststart"]);

    /// <summary>Motion JPEG, which a browser takes for its fake camera.</summary>
    public static readonly FilmForm FakeWebcam = new(".mjpeg", ["-c:v", "mjpeg", "-q:v", "5", "-pix_fmt", "yuvj420p"]);
}
