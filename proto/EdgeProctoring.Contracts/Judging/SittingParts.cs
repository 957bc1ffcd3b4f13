namespace EdgeProctoring.Contracts;

/// <summary>A stretch of time; <see cref="To"/> is never before <see cref="From"/>.</summary>
public sealed record TimeRange(DateTimeOffset From, DateTimeOffset To);

/// <summary>The examinee sat here from then on; without an end, to the end of the sitting.</summary>
public sealed record SeatStay(string Seat, DateTimeOffset From, DateTimeOffset? To = null);

/// <summary>How many pixels one metre covers where the examinee sits (at that seat, where the examinee changed seats).</summary>
public sealed record CameraView(Source Source, int PixelsPerMetre, string? Seat = null);

/// <summary>What was recorded of one expected stream. Streams of one name (two cameras of a room) stand in for each other.</summary>
public sealed record StreamCoverage(string Stream, IReadOnlyList<TimeRange> Covered, Source? Source = null);

/// <summary>Why the examinee is away or at rest with permission.</summary>
public enum BreakKind
{
    /// <summary>An approved break.</summary>
    Break = 1,
    /// <summary>A permitted exit, for so long at most.</summary>
    Exit = 2,
    /// <summary>A proctor paused the sitting.</summary>
    Pause = 3,
}

/// <summary>Approved time off: from, to (absent while it lasts), and how long it may last at most.</summary>
public sealed record Break(BreakKind Kind, DateTimeOffset From, DateTimeOffset? To = null, TimeSpan? Limit = null);

/// <summary>What an examinee is granted for health or fairness.</summary>
public enum AccommodationKind
{
    ExtraTime = 1,
    Breaks,
    Helper,
    NoGaze,
    NoCamera,
    Mask,
}

/// <summary>One accommodation, with its minutes where it has some.</summary>
public sealed record Accommodation(AccommodationKind Kind, int? Minutes = null);
