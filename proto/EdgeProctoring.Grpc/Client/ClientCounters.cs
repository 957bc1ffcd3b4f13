using System.Diagnostics;
using System.Diagnostics.Tracing;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The counters of all channels in this process.</summary>
[EventSource(Name = "Grpc.Net.Client")]
internal sealed class ClientCounters() : CallCounters("Grpc.Net.Client")
{
    public static readonly ClientCounters Instance = new();
}

/// <summary>The trace of calls, by the names that OpenTelemetry knows from upstream.</summary>
internal static class ClientTracing
{
    public static readonly ActivitySource Source = new("Grpc.Net.Client");
    public const string Call = "Grpc.Net.Client.GrpcOut";
    public const string Method = "grpc.method";
    public const string StatusCode = "grpc.status_code";
}
