namespace EdgeProctoring.Contracts;

/// <summary>What became of a desired configuration on the node.</summary>
public sealed record ConfigurationReport(long Version, ConfigurationState State, IReadOnlyList<string> Errors, DateTimeOffset At);

/// <summary>Applied, refused with all errors, or waiting for a running exam to end.</summary>
public enum ConfigurationState
{
    Applied = 1,
    Refused = 2,
    Waiting = 3,
}
