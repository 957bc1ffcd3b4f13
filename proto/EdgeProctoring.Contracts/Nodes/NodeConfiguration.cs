namespace EdgeProctoring.Contracts;

/// <summary>All that a node is told: its cameras with their seats, the exams to watch, what to record. Applied as a whole or not at all.</summary>
public sealed record NodeConfiguration
{
    /// <summary>Grows with each change; an older one is never applied.</summary>
    public required long Version { get; init; }
    public required string Node { get; init; }
    /// <summary>Model choice: pi4, pi5, jetson, x64.</summary>
    public required string Profile { get; init; }
    public IReadOnlyList<CameraSettings> Cameras { get; init; } = [];
    public IReadOnlyList<ExamWindow> Exams { get; init; } = [];
    public RecordingPolicy Recording { get; init; } = RecordingPolicy.Incidents;
}

/// <summary>What a node keeps of its cameras' pictures.</summary>
public enum RecordingPolicy
{
    Off = 1,
    /// <summary>From 10 s before to 10 s after an observation begins.</summary>
    Incidents = 2,
    Always = 3,
}

/// <summary>An exam that a room is watched for.</summary>
public sealed record ExamWindow
{
    public required string Exam { get; init; }
    public required string Room { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    /// <summary>Rule pack in force, as id@version#hash.</summary>
    public string? Pack { get; init; }
    /// <summary>Seats that somebody sits at; empty = all seats of the map.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];
    /// <summary>A paper exam: looking down is normal.</summary>
    public bool Paper { get; init; }
}
