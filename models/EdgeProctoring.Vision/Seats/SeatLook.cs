namespace EdgeProctoring.Vision;

/// <summary>What one look at a picture gave for one seat, and where its owner's head usually is.</summary>
internal sealed class SeatLook(SeatArea area)
{
    /// <summary>A person's box is wider than this many of the usual heads only where it belongs to somebody nearer.</summary>
    private const float WidestPerson = 6;

    private const float NearerFrom = 1.1f;
    /// <summary>Shoulders and trunk, in heads.</summary>
    private const float BodyWidths = 2.4f;
    private const float BodyHeights = 3;

    private readonly List<Detection> _things = new(4);
    private Detection? _usual;

    public SeatArea Area => area;
    public Detection? Face { get; set; }
    public bool Person { get; set; }
    public Detection? Phone { get; set; }
    /// <summary>Books, computers and the like; not the phone.</summary>
    public List<Detection> Things => _things;
    /// <summary>The last look showed this seat closely enough to say that nothing is in the hand or on the desk.</summary>
    public bool IsClose { get; set; } = true;
    /// <summary>The neighbour whose head is beside this one's.</summary>
    public string? HeadBeside { get; set; }
    /// <summary>Nobody is seen here, and somebody else is before the place.</summary>
    public bool IsHidden { get; set; }
    public bool IsTaken => Face is not null || Person;

    public bool HasUsualHead => _usual is not null;
    public float HeadX => _usual?.CentreX ?? (area.Left + area.Right) / 2;
    public float HeadY => _usual?.CentreY ?? area.Top + ((area.Bottom - area.Top) / 3);

    public void Clear()
    {
        (Face, Person, Phone, HeadBeside, IsHidden) = (null, false, null, null, false);
        _things.Clear();
    }

    /// <summary>Notes where the head usually is.</summary>
    public void Learn(in Detection usual) => _usual = usual;

    /// <summary>How much larger or smaller a head is than usual, as a logarithm; 0 while nothing is known.</summary>
    public float DiffersInSize(in Detection face) => _usual is { } usual ? MathF.Abs(MathF.Log(face.Height / usual.Height)) : 0;

    /// <summary>Whether the body under this head, of somebody nearer, covers the place of this seat's head.</summary>
    public bool IsBehind(in Detection head) => _usual is { } usual && head.Height > NearerFrom * usual.Height
        && MathF.Abs(head.CentreX - HeadX) < head.Width * BodyWidths / 2 && HeadY > head.Top && HeadY < head.Bottom + (head.Height * BodyHeights);

    /// <summary>A person so wide is nearer to the camera.</summary>
    public bool IsTooWide(in Detection person) => _usual is { } usual && person.Width > WidestPerson * usual.Width;
}
