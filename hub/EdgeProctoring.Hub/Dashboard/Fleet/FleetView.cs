namespace EdgeProctoring.Hub.Dashboard;

/// <summary>How a node does, as its row and its page tell it.</summary>
public enum NodeHealth
{
    /// <summary>Nothing of it is seen.</summary>
    Down = 1,
    /// <summary>It works, but something needs IT.</summary>
    Degraded,
    Working,
}

/// <summary>One node: how it does, why, and what to do.</summary>
public sealed record NodeRow(string Node, string Profile, IReadOnlyList<string> Rooms, NodeHealth Health, IReadOnlyList<Trouble> Troubles, NodeFigures? Figures, DateTimeOffset? Heard, string? Software)
{
    public IReadOnlyList<CameraRow> Cameras { get; init; } = [];
    public int Seats => Cameras.Sum(camera => camera.Seats.Count);
    public int Seen => Cameras.Sum(camera => camera.Seen);
}

/// <summary>What is wrong, and its cure: keys of words, with what they speak of.</summary>
public sealed record Trouble(string Key, string About);

/// <summary>What a node last said of itself.</summary>
public sealed record NodeFigures(int Temperature, bool Throttled, int DiskFree, int Memory, int Queued, TimeSpan QueueAge, long EvidenceBytes, int? ClockMicroseconds, string? Degradation);

/// <summary>A camera: its pictures, and how well it sees each seat.</summary>
public sealed record CameraRow(string Id, string Room, bool? Delivering, string? Trouble, int? FramesPerMinute, int Wanted, int Dropped, int Restarts, int Score, int Seen, IReadOnlyList<SeatRow> Seats);

/// <summary>What a camera can honestly judge at a seat.</summary>
public sealed record SeatRow(string Seat, int Row, int? PixelsPerMetre, bool Posture, bool Hands, bool Identity, IReadOnlyList<string> Because);
