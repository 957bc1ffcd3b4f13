using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// The counters of one side: as event counters by the names that dotnet-counters knows from upstream, and on a meter of the
/// same name for whoever listens to metrics.
/// </summary>
internal abstract class CallCounters : EventSource
{
    private readonly List<PollingCounter> _published = [];
    private readonly Meter _meter;
    private long _total;
    private long _current;
    private long _failed;
    private long _deadlineExceeded;
    private long _sent;
    private long _received;

    protected CallCounters(string name) : base(name)
    {
        _meter = new Meter(name);
        Measure("rpc.calls", "{call}", () => Volatile.Read(ref _total));
        Measure("rpc.calls.failed", "{call}", () => Volatile.Read(ref _failed));
        Measure("rpc.calls.deadline_exceeded", "{call}", () => Volatile.Read(ref _deadlineExceeded));
        Measure("rpc.messages.sent", "{message}", () => Volatile.Read(ref _sent));
        Measure("rpc.messages.received", "{message}", () => Volatile.Read(ref _received));
        _meter.CreateObservableUpDownCounter("rpc.calls.active", () => Volatile.Read(ref _current), "{call}");
    }

    [NonEvent]
    public void Started()
    {
        Interlocked.Increment(ref _total);
        Interlocked.Increment(ref _current);
    }

    [NonEvent]
    public virtual void Ended(StatusCode status)
    {
        Interlocked.Decrement(ref _current);
        if (status != StatusCode.OK)
        {
            Interlocked.Increment(ref _failed);
        }
        if (status == StatusCode.DeadlineExceeded)
        {
            Interlocked.Increment(ref _deadlineExceeded);
        }
    }

    [NonEvent]
    public void Sent() => Interlocked.Increment(ref _sent);

    [NonEvent]
    public void Received() => Interlocked.Increment(ref _received);

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command == EventCommand.Enable && _published.Count == 0)
        {
            PublishAll();
        }
    }

    [NonEvent]
    protected virtual void PublishAll()
    {
        Publish("total-calls", "Calls", () => Volatile.Read(ref _total));
        Publish("current-calls", "Calls now", () => Volatile.Read(ref _current));
        Publish("calls-failed", "Calls failed", () => Volatile.Read(ref _failed));
        Publish("calls-deadline-exceeded", "Calls past their deadline", () => Volatile.Read(ref _deadlineExceeded));
        Publish("messages-sent", "Messages sent", () => Volatile.Read(ref _sent));
        Publish("messages-received", "Messages received", () => Volatile.Read(ref _received));
    }

    [NonEvent]
    protected void Measure(string name, string unit, Func<long> value) => _meter.CreateObservableCounter(name, value, unit);

    [NonEvent]
    protected void Publish(string name, string title, Func<double> value) =>
        _published.Add(new PollingCounter(name, this, value) { DisplayName = title });

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _meter.Dispose();
        }
        base.Dispose(disposing);
    }
}
