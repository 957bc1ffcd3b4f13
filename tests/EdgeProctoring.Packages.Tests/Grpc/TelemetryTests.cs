using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Traces and counters, by upstream's names.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_one_trace_from_the_client_to_the_server()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Grpc.Net.Client" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using (var server = await LabServer.StartAsync())
        {
            using var channel = server.Connect();
            await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Refuse, Text = "traced" }).ResponseAsync);
        }

        var client = stopped.Last(activity => activity.OperationName == "Grpc.Net.Client.GrpcOut"
            && activity.GetTagItem("grpc.status_code") is "9" && activity.GetTagItem("grpc.method") is "/edgeproctoring.tests.v1.Lab/Ask");
        var server2 = Assert.Single(stopped, activity => activity.Source.Name == "Microsoft.AspNetCore" && activity.TraceId == client.TraceId);
        Assert.Equal(("/edgeproctoring.tests.v1.Lab/Ask", "9"), (server2.GetTagItem("grpc.method"), server2.GetTagItem("grpc.status_code")));
    }

    [Theory, InlineData("Grpc.Net.Client"), InlineData("Grpc.AspNetCore.Server")]
    public async Task Calls_failures_deadlines_and_messages_are_counted(string source)
    {
        using var counters = new Counters(source);
        var before = await counters.ReadAsync();
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        await channel.AskAsync();
        await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Refuse }).ResponseAsync);
        await FailureAsync(() => new Lab.Lab.LabClient(channel)
            .AskAsync(new Question { Behaviour = Behaviour.Sleep }, deadline: In(TimeSpan.FromMilliseconds(100))).ResponseAsync);
        await server.Log.WaitForAsync("woken");
        // The client's own deadline may overtake the server's, which then sees a client that has gone; this one has only the server's.
        using var patient = RawGrpc.Client(server.Address);
        await patient.SendAsync(RawGrpc.Request("/edgeproctoring.tests.v1.Lab/Ask",
            RawGrpc.Frame(new Question { Behaviour = Behaviour.Sleep }.ToByteArray()), request => request.Headers.Add("grpc-timeout", "50m")));
        await server.StopAsync();
        var after = await counters.ReadAsync();

        // Other tests call at the same time, so these are the least that must have been added.
        Assert.True(after["total-calls"] >= before["total-calls"] + 3);
        Assert.True(after["calls-failed"] >= before["calls-failed"] + 2);
        Assert.True(after["calls-deadline-exceeded"] >= before["calls-deadline-exceeded"] + 1);
        Assert.True(after["messages-sent"] >= before["messages-sent"] + 1);
        Assert.True(after["messages-received"] >= before["messages-received"] + 1);
        Assert.Contains("current-calls", after.Keys);
    }

    [Theory, InlineData("Grpc.Net.Client"), InlineData("Grpc.AspNetCore.Server")]
    public async Task Calls_failures_and_messages_are_measured(string meter)
    {
        var sums = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == meter)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums[instrument.Name] = value);
        listener.Start();
        await using (var server = await LabServer.StartAsync())
        {
            using var channel = server.Connect();
            await channel.AskAsync();
            listener.RecordObservableInstruments();
            var before = sums.ToDictionary();
            await channel.AskAsync();
            await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Refuse }).ResponseAsync);
            await server.StopAsync();
            listener.RecordObservableInstruments();
            Assert.True(sums["rpc.calls"] >= before["rpc.calls"] + 2);
            Assert.True(sums["rpc.calls.failed"] >= before["rpc.calls.failed"] + 1);
            Assert.True(sums["rpc.messages.sent"] >= before["rpc.messages.sent"] + 1);
            Assert.True(sums["rpc.messages.received"] >= before["rpc.messages.received"] + 1);
            Assert.Contains("rpc.calls.active", sums.Keys);
        }
    }

    private sealed class Counters(string source) : EventListener
    {
        private readonly ConcurrentDictionary<string, double> _values = new();
        private readonly SemaphoreSlim _more = new(0);
        private readonly string _source = source;

        /// <summary>The values after a full further round of polling.</summary>
        public async Task<IReadOnlyDictionary<string, double>> ReadAsync()
        {
            EnableEvents(EventSource.GetSources().Single(known => known.Name == _source), EventLevel.Verbose, EventKeywords.All,
                new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.1" });
            for (var round = 0; round < 3; round++)
            {
                Assert.True(await _more.WaitAsync(Limit), $"{_source} publishes no counters.");
            }
            return _values.ToDictionary();
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName == "EventCounters" && eventData.Payload?[0] is IDictionary<string, object> counter)
            {
                _values[(string)counter["Name"]] = (double)counter["Mean"];
                if ((string)counter["Name"] == "messages-received")
                {
                    _more.Release();
                }
            }
        }
    }
}
