namespace EdgeProctoring.Vision;

/// <summary>What a detector found.</summary>
public enum DetectedThing
{
    Face = 0,
    Person = 1,
    Phone = 2,
    Book = 3,
    Laptop = 4,
    /// <summary>A television or monitor.</summary>
    Screen = 5,
    Keyboard = 6,
    /// <summary>A remote control: phone-like when a person holds it.</summary>
    Remote = 7,
}

/// <summary>One find, in pixels of the picture. Yaw is in degrees, positive = nose to the picture's left; only of a face.</summary>
public readonly record struct Detection(DetectedThing Thing, float Score, float Left, float Top, float Right, float Bottom, float Yaw)
{
    private readonly float _sureness;

    /// <summary>How sure the find is, alike for all networks: each is believed from 0.6 on. The score itself where nobody says more.</summary>
    public float Sureness { get => _sureness > 0 ? _sureness : Score; init => _sureness = value; }
    /// <summary>Degrees, negative = down; only of a face, 0 where no detector tells it.</summary>
    public float Pitch { get; init; }
    /// <summary>Only of a face, and only from a detector that tells them.</summary>
    public FacePoints? Points { get; init; }

    public float CentreX => (Left + Right) / 2;
    public float CentreY => (Top + Bottom) / 2;
    public float Width => Right - Left;
    public float Height => Bottom - Top;

    /// <summary>Shared area over joint area.</summary>
    public float Overlap(in Detection other)
    {
        var shared = Shared(other);
        return shared <= 0 ? 0 : shared / ((Width * Height) + (other.Width * other.Height) - shared);
    }

    /// <summary>Which share of the smaller of the two lies in the other.</summary>
    public float Contained(in Detection other)
    {
        var shared = Shared(other);
        return shared <= 0 ? 0 : shared / MathF.Min(Width * Height, other.Width * other.Height);
    }

    private float Shared(in Detection other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }
}
