using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What a node says of its machine when it asks to be taken in.</summary>
internal static class ThisMachine
{
    public static string Hardware { get; } = $"{Environment.MachineName} {RuntimeInformation.OSArchitecture} {Environment.ProcessorCount} cores";

    public static string Software { get; } = $"edgeproctoring-agent {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}";
}
