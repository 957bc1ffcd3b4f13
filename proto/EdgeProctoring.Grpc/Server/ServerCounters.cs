using System.Diagnostics.Tracing;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The counters of all services in this process.</summary>
[EventSource(Name = "Grpc.AspNetCore.Server")]
internal sealed class ServerCounters : CallCounters
{
    public static readonly ServerCounters Instance = new();
    private long _unimplemented;

    private ServerCounters() : base("Grpc.AspNetCore.Server") =>
        Measure("rpc.calls.unimplemented", "{call}", () => Volatile.Read(ref _unimplemented));

    [NonEvent]
    public void Unimplemented() => Interlocked.Increment(ref _unimplemented);

    [NonEvent]
    protected override void PublishAll()
    {
        base.PublishAll();
        Publish("calls-unimplemented", "Calls of unknown methods", () => Volatile.Read(ref _unimplemented));
    }
}
