namespace EdgeProctoring.Synthetic.Script;

/// <summary>A drawn examinee at home and what happens before the camera; read from YAML by <see cref="WebcamScriptFile"/>.</summary>
public sealed class WebcamScript
{
    /// <summary>Name of the film, for people.</summary>
    public string Name { get; set; } = "webcam";
    /// <summary>Length of the film, 10 to 900 s.</summary>
    public int Seconds { get; set; } = 60;
    /// <summary>Pixels.</summary>
    public int Width { get; set; } = 1280;
    /// <summary>Pixels.</summary>
    public int Height { get; set; } = 720;
    /// <summary>Pictures per second, 1 to 30.</summary>
    public int Rate { get; set; } = 10;
    /// <summary>Which of the eight people sits there, 1 to 8.</summary>
    public int Person { get; set; } = 4;
    public List<WebcamEvent> Events { get; set; } = [];
}

/// <summary>Something that happens for a while.</summary>
public sealed class WebcamEvent
{
    /// <summary>Seconds from the film's start.</summary>
    public double At { get; set; }
    /// <summary>Seconds that it lasts.</summary>
    public double For { get; set; }
    public WebcamDeed Does { get; set; }
    /// <summary>Kind of phone: front, back, old or plain.</summary>
    public string Kind { get; set; } = "front";
    /// <summary>Who comes or takes over, 1 to 8.</summary>
    public int Who { get; set; } = 6;
}

/// <summary>What can happen before a webcam.</summary>
public enum WebcamDeed
{
    /// <summary>Holds a phone into the picture.</summary>
    Phone,
    /// <summary>Leaves the picture.</summary>
    Leave,
    TurnLeft,
    TurnRight,
    LookDown,
    /// <summary>Puts a mask on.</summary>
    Mask,
    /// <summary>Opens a book before the camera.</summary>
    Book,
    /// <summary>Somebody else comes into the picture.</summary>
    SecondPerson,
    /// <summary>Somebody else sits in the examinee's place.</summary>
    Swap,
    LightsOff,
    LensCovered,
}
