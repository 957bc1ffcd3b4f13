namespace EdgeProctoring.Contracts;

/// <summary>What belongs to the kind: only the fields that the kind needs are set. Whole numbers only, so that a judgement is exact.</summary>
public sealed record ObservationDetail
{
    public static readonly ObservationDetail None = new();

    /// <summary>How many faces, people or displays were seen.</summary>
    public int? Count { get; init; }
    /// <summary>How many of them are known staff (head counts by role).</summary>
    public int? Staff { get; init; }
    /// <summary>Degrees; positive = nose to the left of the picture.</summary>
    public int? Yaw { get; init; }
    /// <summary>Degrees; negative = down.</summary>
    public int? Pitch { get; init; }
    /// <summary>What the detector or the person called it.</summary>
    public string? Label { get; init; }
    public PictureBox? Box { get; init; }
    /// <summary>The other seat of a pair: who passed it, who was looked at.</summary>
    public string? OtherSeat { get; init; }
    /// <summary>Why a stream has a gap, what a person wrote.</summary>
    public string? Reason { get; init; }
    /// <summary>The kind's own measure: identity distance and sound level in thousandths, light in thousandths of full scale.</summary>
    public int? Level { get; init; }
}
