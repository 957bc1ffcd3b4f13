namespace EdgeProctoring.Contracts;

/// <summary>How far the sender's clock can be trusted.</summary>
public enum ClockQuality
{
    /// <summary>Nothing is known.</summary>
    Unknown = 0,
    /// <summary>Running free since the last synchronisation.</summary>
    Free = 1,
    /// <summary>Synchronised.</summary>
    Synchronised = 2,
}

/// <summary>The sender's clock at the moment of an observation: monotonic time of this boot, and the measured offset to the hub.</summary>
public sealed record ClockReading(TimeSpan Monotonic, TimeSpan Offset, ClockQuality Quality)
{
    public static readonly ClockReading Unknown = new(TimeSpan.Zero, TimeSpan.Zero, ClockQuality.Unknown);
}
