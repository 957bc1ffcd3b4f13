namespace EdgeProctoring.Vision;

/// <summary>What a detector found.</summary>
public enum DetectedThing
{
    Face = 0,
    Person = 1,
    Phone = 2,
}

/// <summary>One find, in pixels of the picture. Yaw is in degrees, positive = nose to the picture's left; only of a face.</summary>
public readonly record struct Detection(DetectedThing Thing, float Score, float Left, float Top, float Right, float Bottom, float Yaw)
{
    public float CentreX => (Left + Right) / 2;
    public float CentreY => (Top + Bottom) / 2;
    public float Width => Right - Left;
    public float Height => Bottom - Top;

    /// <summary>Shared area over joint area.</summary>
    public float Overlap(in Detection other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }
        var shared = width * height;
        return shared / ((Width * Height) + (other.Width * other.Height) - shared);
    }
}
