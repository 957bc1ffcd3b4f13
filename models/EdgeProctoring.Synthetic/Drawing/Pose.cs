namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Where and how a head is held. Yaw 1.4 is about 52 degrees; positive turns the nose to the picture's right.</summary>
internal sealed record Pose
{
    public double X { get; init; }
    public double Y { get; init; }
    public double Scale { get; init; } = 1;
    public double Yaw { get; init; }
    public double Pitch { get; init; }
    /// <summary>Degrees.</summary>
    public double Roll { get; init; }
    /// <summary>0 = a closed mouth, 1 = wide open.</summary>
    public double Mouth { get; init; }
    /// <summary>-1 left to 1 right.</summary>
    public double Gaze { get; init; }
}
