namespace EdgeProctoring.Vision;

/// <summary>What a camera can honestly judge at a seat.</summary>
[Flags]
public enum CanJudge
{
    Nothing = 0,
    /// <summary>Somebody sits there, stands up, leans over.</summary>
    Posture = 1,
    /// <summary>A phone, what the hands do.</summary>
    Hands = 2,
    /// <summary>Whose face it is.</summary>
    Identity = 4,
}

/// <summary>How well a camera sees one seat, and what follows.</summary>
public sealed record SeatView
{
    public required string Seat { get; init; }
    public required int Row { get; init; }
    /// <summary>Absent where nobody measured the seat's distance.</summary>
    public int? PixelsPerMetre { get; init; }
    /// <summary>Degrees by which the camera looks down on the seat's head; absent where the mounting height is not known.</summary>
    public int? TiltDegrees { get; init; }
    /// <summary>Hundredths of the seat's place that rows in front hide.</summary>
    public required int HiddenPercent { get; init; }
    /// <summary>Part of the seat's place lies outside of the picture.</summary>
    public required bool CutOff { get; init; }
    public required CanJudge CanJudge { get; init; }
    /// <summary>What is missing, in words; empty where all is well.</summary>
    public required IReadOnlyList<string> Because { get; init; }
    /// <summary>Somebody who sits there is seen at all.</summary>
    public bool IsSeen => CanJudge.HasFlag(CanJudge.Posture);
}
