namespace EdgeProctoring.Vision;

/// <summary>Where a head points, in degrees: yaw positive = nose to the picture's left, pitch negative = down, roll positive = clockwise.</summary>
public readonly record struct HeadPose(float Yaw, float Pitch, float Roll);

/// <summary>Tells where a found face points (the mean of two FSA-Nets).</summary>
public sealed class HeadPoseEstimator : IDisposable
{
    public const string ModelName = "fsanet-1x1";
    public const string SecondModelName = "fsanet-var";
    private const int Side = 64;
    /// <summary>The networks were trained with a fifth of the face around it.</summary>
    private const float Margin = 0.2f;

    private readonly PictureTensor _input = new(new TensorRecipe(Side, Side, TensorFit.Stretch, ChannelOrder.Bgr) { Mean = (127.5f, 127.5f, 127.5f), Deviation = (128, 128, 128) });
    private readonly ModelSession _first;
    private readonly ModelSession _second;
    private readonly float[] _firstPose;
    private readonly float[] _secondPose;

    public HeadPoseEstimator(ModelShelf shelf)
    {
        _first = new ModelSession(shelf, ModelName);
        _second = new ModelSession(shelf, SecondModelName);
        _firstPose = Bind(_first);
        _secondPose = Bind(_second);
    }

    /// <summary>The pose; a face that lies outside of the picture looks straight ahead.</summary>
    public HeadPose Estimate(I420Picture picture, in Detection face)
    {
        var (aside, above) = (face.Width * Margin, face.Height * Margin);
        var (left, top) = (MathF.Max(0, face.Left - aside), MathF.Max(0, face.Top - above));
        var (right, bottom) = (MathF.Min(picture.Width, face.Right + aside), MathF.Min(picture.Height, face.Bottom + above));
        if (right - left < 2 || bottom - top < 2)
        {
            return default;
        }
        _input.Paint(picture, new PictureRegion(left, top, right - left, bottom - top));
        _first.Run();
        _second.Run();
        return new HeadPose((_firstPose[0] + _secondPose[0]) / 2, (_firstPose[1] + _secondPose[1]) / 2, (_firstPose[2] + _secondPose[2]) / 2);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private float[] Bind(ModelSession session)
    {
        session.BindInput("input", _input.Values, 1, 3, Side, Side);
        return session.BindOutput("output", 1, 3);
    }
}
