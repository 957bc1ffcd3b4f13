namespace EdgeProctoring.Vision;

/// <summary>What a comparison with the enrolled photo gives.</summary>
public enum IdentityAnswer
{
    Same,
    Other,
    /// <summary>Between the two limits: ask again, or ask a person.</summary>
    Unsure,
}

/// <summary>Compares a face with one enrolled face (MobileFaceNet), never with many; only with the examinee's consent.</summary>
public sealed class FaceIdentity : IDisposable
{
    public const string ModelName = "mobilefacenet";
    public const float SameFrom = 0.5f;
    public const float OtherBelow = 0.35f;
    private const int Numbers = 128;
    /// <summary>Smaller or further turned faces are not compared.</summary>
    private const float LeastFace = 80;
    private const float MostYaw = 20;

    private readonly FaceAligner _aligner = new();
    private readonly ModelSession _session;
    private readonly float[] _output;

    /// <summary>Whose consent this is belongs to every comparison that is recorded.</summary>
    public FaceIdentity(ModelShelf shelf, IdentityConsent consent)
    {
        ArgumentNullException.ThrowIfNull(consent);
        Consent = consent;
        _session = new ModelSession(shelf, ModelName);
        _session.BindInput("input", _aligner.Values, 1, 3, FaceAligner.Side, FaceAligner.Side);
        _output = _session.BindOutput("output", 1, Numbers);
    }

    public IdentityConsent Consent { get; }

    /// <summary>Whether a face is large enough and turned little enough to be compared.</summary>
    public static bool CanCompare(in Detection face) =>
        face.Points is not null && MathF.Min(face.Width, face.Height) >= LeastFace && MathF.Abs(face.Yaw) < MostYaw;

    /// <summary>The face as 128 numbers of length one.</summary>
    public float[] Describe(I420Picture picture, in Detection face)
    {
        var points = face.Points ?? throw new ArgumentException("A face without its five points cannot be compared.", nameof(face));
        _aligner.Paint(picture, points);
        _session.Run();
        return Normalised(_output);
    }

    /// <summary>The enrolled face: the mean of three to five pictures of one person.</summary>
    public static float[] Enrol(IReadOnlyList<float[]> described)
    {
        if (described.Count is < 3 or > 5)
        {
            throw new ArgumentException($"Three to five pictures are needed; there are {described.Count}.", nameof(described));
        }
        var mean = new float[Numbers];
        foreach (var one in described)
        {
            for (var at = 0; at < Numbers; at++)
            {
                mean[at] += one[at];
            }
        }
        return Normalised(mean);
    }

    /// <summary>Cosine of two descriptions, -1 to 1.</summary>
    public static float Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float sum = 0;
        for (var at = 0; at < Numbers; at++)
        {
            sum += one[at] * other[at];
        }
        return sum;
    }

    public static IdentityAnswer Judge(float likeness) =>
        likeness >= SameFrom ? IdentityAnswer.Same : likeness < OtherBelow ? IdentityAnswer.Other : IdentityAnswer.Unsure;

    public void Dispose() => _session.Dispose();

    private static float[] Normalised(ReadOnlySpan<float> numbers)
    {
        var length = MathF.Sqrt(Likeness(numbers, numbers));
        var normalised = numbers.ToArray();
        for (var at = 0; at < normalised.Length; at++)
        {
            normalised[at] /= length > 0 ? length : 1;
        }
        return normalised;
    }
}
