using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Microsoft.ML.OnnxRuntime;

namespace EdgeProctoring.Vision;

/// <summary>
/// The repository's own detector: faces with yaw, persons and phones in one pass. Made for drawn halls and a fair fallback for
/// faces elsewhere; labelled "demo model" wherever its finds are shown.
/// </summary>
public sealed class HallSeedDetector : IRoomDetector
{
    public const string ModelName = "hall-seed";
    private const int Row = 6;
    private static readonly float[] _leastScore = [0.45f, 0.35f, 0.45f];
    private static readonly float[] _mostOverlap = [0.40f, 0.55f, 0.45f];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly int _longestSide;
    private readonly List<Detection> _candidates = [];
    private (int Width, int Height) _size;
    private PictureTensor? _input;
    private OrtValue? _boundInput;
    private OrtValue? _boundOutput;
    private float[] _output = [];

    /// <summary>Opens the model file. A hall wants a longest side of 640 to 1280, a webcam 320 to 448.</summary>
    public HallSeedDetector(string modelFile, int longestSide) : this(File.ReadAllBytes(modelFile), longestSide)
    {
    }

    /// <summary>Takes the model from the shelf, checked against the manifest.</summary>
    public HallSeedDetector(ModelShelf shelf, int longestSide) : this(shelf.Read(ModelName), longestSide)
    {
    }

    private HallSeedDetector(byte[] bytes, int longestSide)
    {
        Model = new ModelInUse(ModelName, Convert.ToHexStringLower(SHA256.HashData(bytes)), Demo: true);
        _longestSide = longestSide;
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(bytes, options);
        _binding = _session.CreateIoBinding();
    }

    public ModelInUse Model { get; }

    public void Detect(I420Picture picture, List<Detection> found, StageWatch? stages = null)
    {
        var scale = Fit(picture).Paint(picture).ScaleX;
        _session.RunWithBinding(_run, _binding);
        found.Clear();
        var rows = _output.Length / (3 * Row);
        for (var thing = 0; thing < 3; thing++)
        {
            Decode(thing, _output.AsSpan(thing * rows * Row, rows * Row), scale, found);
        }
        stages?.Mark("seed");
    }

    public void Dispose()
    {
        _binding.Dispose();
        _boundInput?.Dispose();
        _boundOutput?.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>Binds memory for the picture's size; the same for all pictures of one camera.</summary>
    private PictureTensor Fit(I420Picture picture)
    {
        if (_input is not null && _size == (picture.Width, picture.Height))
        {
            return _input;
        }
        var scale = (float)_longestSide / Math.Max(picture.Width, picture.Height);
        var (width, height) = (Up32(picture.Width * scale), Up32(picture.Height * scale));
        var input = new PictureTensor(new TensorRecipe(width, height, TensorFit.Letterbox, ChannelOrder.Rgb));
        var cells = width * height;
        var rows = (cells / 64) + (cells / 256) + (cells / 1024);
        _boundInput?.Dispose();
        _boundOutput?.Dispose();
        _output = new float[3 * rows * Row];
        _boundInput = OrtValue.CreateTensorValueFromMemory(input.Values, [1, 3, height, width]);
        _boundOutput = OrtValue.CreateTensorValueFromMemory(_output, [1, 3, rows, Row]);
        _binding.BindInput("image", _boundInput);
        _binding.BindOutput("det", _boundOutput);
        (_input, _size) = (input, (picture.Width, picture.Height));
        return input;
    }

    private static int Up32(float side) => ((int)MathF.Round(side) + 31) / 32 * 32;

    private void Decode(int thing, ReadOnlySpan<float> rows, float scale, List<Detection> found)
    {
        _candidates.Clear();
        for (var at = 0; at < rows.Length; at += Row)
        {
            if (rows[at + 4] >= _leastScore[thing])
            {
                _candidates.Add(new Detection((DetectedThing)thing, rows[at + 4], rows[at] / scale, rows[at + 1] / scale,
                    rows[at + 2] / scale, rows[at + 3] / scale, thing == 0 ? rows[at + 5] : 0));
            }
        }
        _candidates.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var first = found.Count;
        foreach (var candidate in _candidates)
        {
            var seen = false;
            for (var kept = first; kept < found.Count && !seen; kept++)
            {
                seen = found[kept].Overlap(candidate) > _mostOverlap[thing];
            }
            if (!seen)
            {
                found.Add(candidate);
            }
        }
    }
}
