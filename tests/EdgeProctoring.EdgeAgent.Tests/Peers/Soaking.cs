namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>How long the endurance tests go on: seconds in every run, hours where EDGEPROCTORING_SOAK is 1.</summary>
internal static class Soaking
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1";

    public static int Rounds(int usually, int full) => IsFull ? full : usually;
}
