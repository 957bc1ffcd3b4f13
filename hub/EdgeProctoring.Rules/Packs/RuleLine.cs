using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>One line of a pack's <c>rules</c>: what must be seen, for how long, where, and who is exempt. Times in milliseconds.</summary>
public sealed record RuleLine
{
    public required ViolationCode Code { get; init; }
    public required RuleKind Kind { get; init; }
    public required IReadOnlyList<ObservationKind> Sees { get; init; }
    public Modes Modes { get; init; } = Modes.Both;
    /// <summary>Least confidence of an observation that counts, 0 to 1000.</summary>
    public int Confidence { get; init; }
    /// <summary>How long it must last, gaps included.</summary>
    public long Sustain { get; init; }
    /// <summary>A gap up to this long does not end it.</summary>
    public long Gap { get; init; }
    /// <summary>How long each glimpse, point event or report lasts at least (it is lengthened by this).</summary>
    public long Nominal { get; init; }
    /// <summary>Pixels per metre that a camera needs at the seat; 0 = any.</summary>
    public int Floor { get; init; }
    /// <summary>Least level (the kind's own measure); absent = any.</summary>
    public int? Level { get; init; }
    /// <summary>Least yaw to either side in degrees; absent = any.</summary>
    public int? Yaw { get; init; }
    public IReadOnlyList<string> Aids { get; init; } = [];
    public IReadOnlyList<AccommodationKind> Accommodations { get; init; } = [];
    /// <summary>What the examinee must have agreed to; absent = nothing.</summary>
    public string? Consent { get; init; }
    /// <summary>In a hall it never names a seat: a room-level incident that costs nobody until a person names one.</summary>
    public bool RoomInHall { get; init; }
    /// <summary>Corroborated: what else must be seen.</summary>
    public IReadOnlyList<ObservationKind> By { get; init; } = [];
    /// <summary>Corroborated: by how many cameras it must be seen; 0 or 1 = no matter.</summary>
    public int Cameras { get; init; }
    /// <summary>Corroborated: how far apart the two may be.</summary>
    public long Within { get; init; }
    /// <summary>Corroborated: what becomes of it without the other.</summary>
    public Alone Alone { get; init; } = Alone.Skip;
    /// <summary>Corroborated: the class that it is raised to; absent = the violation's own.</summary>
    public ViolationClass? Raised { get; init; }
    /// <summary>Pair: whether the other seat is charged as well.</summary>
    public bool ChargesBoth { get; init; }
    /// <summary>Equipment: the senses it blinds.</summary>
    public Senses Pauses { get; init; } = Senses.All;
    /// <summary>The document and section it comes from, or <c>ours</c>.</summary>
    public required string From { get; init; }

    internal Senses Sense { get; init; }
    internal bool IsGaze { get; init; }
}

/// <summary>What a corroborated rule makes of something that nothing corroborates.</summary>
public enum Alone
{
    /// <summary>No incident.</summary>
    Skip = 0,
    /// <summary>An incident without class that costs nothing.</summary>
    Free = 1,
    /// <summary>An incident of the violation's own class.</summary>
    Counts = 2,
}
