using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A hub's Live and Replay services: what the test asks goes down, what the node answers is kept.</summary>
internal sealed class AskingHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AskingHub(WebApplication app, Asked asked) => (_app, Asked) = (app, asked);

    public string Address => HubPort.AddressOf(_app);
    public Asked Asked { get; }

    public static async Task<AskingHub> StartAsync(TestCa ca)
    {
        var asked = new Asked();
        var app = await HubPort.OpenAsync(ca, asked, TimeSpan.FromMilliseconds(500), port =>
        {
            port.MapGrpcService<LiveService>();
            port.MapGrpcService<ReplayService>();
        });
        return new AskingHub(app, asked);
    }

    public async ValueTask DisposeAsync()
    {
        Asked.Live.Writer.TryComplete();
        Asked.Replay.Writer.TryComplete();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class LiveService(Asked asked) : V1.Live.LiveBase
    {
        public override Task Serve(IAsyncStreamReader<V1.LiveFrame> requestStream, IServerStreamWriter<V1.LiveRequest> responseStream, ServerCallContext context)
        {
            asked.LiveCalls++;
            return Talk.BothWaysAsync(requestStream, responseStream, asked.Live, asked.Frames, asked.Reads, context.CancellationToken);
        }
    }

    private sealed class ReplayService(Asked asked) : V1.Replay.ReplayBase
    {
        public override Task Serve(IAsyncStreamReader<V1.ReplayAnswer> requestStream, IServerStreamWriter<V1.ReplayRequest> responseStream, ServerCallContext context) =>
            Talk.BothWaysAsync(requestStream, responseStream, asked.Replay, asked.Answers, asked.Reads, context.CancellationToken);
    }
}

/// <summary>What is asked of the node and what it answered.</summary>
internal sealed class Asked
{
    public Channel<V1.LiveRequest> Live { get; } = Channel.CreateUnbounded<V1.LiveRequest>();
    public Channel<V1.LiveFrame> Frames { get; } = Channel.CreateUnbounded<V1.LiveFrame>();
    public Channel<V1.ReplayRequest> Replay { get; } = Channel.CreateUnbounded<V1.ReplayRequest>();
    public Channel<V1.ReplayAnswer> Answers { get; } = Channel.CreateUnbounded<V1.ReplayAnswer>();
    public HubReads Reads { get; } = new();
    /// <summary>How often the node opened the call for live pictures; one stays open for all views.</summary>
    public int LiveCalls { get; set; }
}

/// <summary>Whether the hub reads what comes; while it does not, the node's writes fill the window and wait.</summary>
internal sealed class HubReads
{
    private volatile TaskCompletionSource _open = Opened();

    public Task Open => _open.Task;

    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _open.TrySetResult();

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}

/// <summary>Passes a call's two directions on to channels.</summary>
internal static class Talk
{
    public static async Task BothWaysAsync<TIn, TOut>(IAsyncStreamReader<TIn> from, IServerStreamWriter<TOut> to, Channel<TOut> down, Channel<TIn> up, HubReads reads, CancellationToken cancel)
    {
        var reading = Task.Run(async () =>
        {
            await foreach (var message in from.ReadAllAsync(cancel))
            {
                up.Writer.TryWrite(message);
                await reads.Open.WaitAsync(cancel);
            }
        }, cancel);
        await foreach (var message in down.Reader.ReadAllAsync(cancel))
        {
            await to.WriteAsync(message, cancel);
        }
        await reading;
    }
}
