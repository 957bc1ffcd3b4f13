namespace EdgeProctoring.Contracts;

/// <summary>A node's health, every ten seconds.</summary>
public sealed record Heartbeat
{
    public required string Boot { get; init; }
    public required DateTimeOffset At { get; init; }
    public ClockReading Clock { get; init; } = ClockReading.Unknown;
    public int QueuedItems { get; init; }
    public TimeSpan QueueAge { get; init; }
    public int DiskFreePercent { get; init; }
    public int MemoryMegabytes { get; init; }
    public int TemperatureCelsius { get; init; }
    public bool Throttled { get; init; }
    public long EvidenceWaitingBytes { get; init; }
    public IReadOnlyList<CameraHealth> Cameras { get; init; } = [];
    /// <summary>What is being given up now, in the declared order; absent when nothing is.</summary>
    public string? Degradation { get; init; }
}

/// <summary>How one camera does.</summary>
public sealed record CameraHealth
{
    public required string Camera { get; init; }
    public required bool Delivering { get; init; }
    public int FramesPerMinute { get; init; }
    public int Dropped { get; init; }
    public int DeadlineMisses { get; init; }
    public int Restarts { get; init; }
    public string? Trouble { get; init; }
}
