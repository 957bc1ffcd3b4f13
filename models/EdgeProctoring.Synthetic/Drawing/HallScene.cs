namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>What happens in a hall at one moment, seat by seat.</summary>
internal sealed record HallScene
{
    public required IReadOnlySet<int> Empty { get; init; }
    public IReadOnlyDictionary<int, PhoneStyle> Phones { get; init; } = new Dictionary<int, PhoneStyle>();
    /// <summary>Yaw per seat of those who turn.</summary>
    public IReadOnlyDictionary<int, double> Turned { get; init; } = new Dictionary<int, double>();
    /// <summary>Seats where somebody sits who belongs to another: whose.</summary>
    public IReadOnlyDictionary<int, int> SitsAt { get; init; } = new Dictionary<int, int>();
    public IReadOnlySet<int> Standing { get; init; } = new HashSet<int>();
    public IReadOnlySet<int> Masked { get; init; } = new HashSet<int>();
    /// <summary>Seats whose people lean, with the direction: 1 right, -1 left.</summary>
    public IReadOnlyDictionary<int, int> Leaning { get; init; } = new Dictionary<int, int>();
    /// <summary>Seats beside which a stranger stands.</summary>
    public IReadOnlySet<int> Strangers { get; init; } = new HashSet<int>();
    /// <summary>Seats with a book open on the desk.</summary>
    public IReadOnlySet<int> Books { get; init; } = new HashSet<int>();
    public IReadOnlySet<int> Scarves { get; init; } = new HashSet<int>();
    public IReadOnlySet<int> Caps { get; init; } = new HashSet<int>();
    /// <summary>0 to 1.</summary>
    public double Light { get; init; } = 1;
    public bool LightsOff { get; init; }
    public bool LensCovered { get; init; }
    /// <summary>Which of the small movements of idle people is drawn.</summary>
    public int Sway { get; init; }
}
