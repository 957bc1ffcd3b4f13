namespace EdgeProctoring.Synthetic.Script;

/// <summary>A drawn hall and what happens in it; read from YAML by <see cref="HallScriptFile"/>.</summary>
public sealed class HallScript
{
    /// <summary>Name of the hall, for people.</summary>
    public string Name { get; set; } = "hall";
    /// <summary>Length of the film, 10 to 900 s.</summary>
    public int Seconds { get; set; } = 120;
    /// <summary>Pixels.</summary>
    public int Width { get; set; } = 1280;
    /// <summary>Pixels.</summary>
    public int Height { get; set; } = 720;
    /// <summary>Pictures per second, 1 to 30.</summary>
    public int Rate { get; set; } = 10;
    /// <summary>Rows of desks, 1 to 6.</summary>
    public int Rows { get; set; } = 4;
    /// <summary>Desks in a row, 1 to 5: more do not fit beside each other.</summary>
    public int Columns { get; set; } = 5;
    /// <summary>Another seed seats other people.</summary>
    public uint Seed { get; set; } = 1;
    /// <summary>Seats where nobody sits, from 1.</summary>
    public List<int> Empty { get; set; } = [];
    /// <summary>Seats whose people wear a mask throughout.</summary>
    public List<int> Masked { get; set; } = [];
    /// <summary>Seats with a book that is allowed to lie there.</summary>
    public List<int> Books { get; set; } = [];
    /// <summary>Seats whose people wear a headscarf.</summary>
    public List<int> Scarves { get; set; } = [];
    /// <summary>Seats whose people wear a cap.</summary>
    public List<int> Caps { get; set; } = [];
    /// <summary>How bright the room is, 20 to 100 hundredths of a well-lit one.</summary>
    public int Light { get; set; } = 100;
    public List<HallEvent> Events { get; set; } = [];
}

/// <summary>Something that happens for a while.</summary>
public sealed class HallEvent
{
    /// <summary>Seconds from the film's start.</summary>
    public double At { get; set; }
    /// <summary>Seconds that it lasts.</summary>
    public double For { get; set; }
    public HallDeed Does { get; set; }
    /// <summary>Who does it; absent for what happens to the whole room.</summary>
    public int? Seat { get; set; }
    /// <summary>With whom: the neighbour who is leaned to, who is given the phone, or the seat that is gone to.</summary>
    public int? With { get; set; }
    /// <summary>Kind of phone: front, back, old or plain.</summary>
    public string Kind { get; set; } = "front";
}

/// <summary>What can happen.</summary>
public enum HallDeed
{
    /// <summary>Takes out a phone.</summary>
    Phone,
    /// <summary>Leaves the seat.</summary>
    Leave,
    /// <summary>Turns the head to the picture's left.</summary>
    TurnLeft,
    /// <summary>Turns the head to the picture's right.</summary>
    TurnRight,
    /// <summary>Leans to a neighbour, who leans back.</summary>
    LeanTogether,
    /// <summary>Stands up.</summary>
    Stand,
    /// <summary>Goes to another, empty seat.</summary>
    ChangeSeat,
    /// <summary>Gives a phone to the neighbour, half-way through.</summary>
    PassPhone,
    /// <summary>Puts a mask on.</summary>
    Mask,
    /// <summary>Opens a book.</summary>
    Book,
    /// <summary>A stranger stands beside the seat.</summary>
    Stranger,
    /// <summary>The light goes out.</summary>
    LightsOff,
    /// <summary>Something covers the lens.</summary>
    LensCovered,
}
