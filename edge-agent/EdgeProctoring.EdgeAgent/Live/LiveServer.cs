using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps a call to the hub open through which it may ask for live pictures. The hub decides who may look, and records it.</summary>
internal sealed partial class LiveServer(AgentSettings settings, NodeIdentity node, Cameras cameras, NodeClock clock, ILogger<LiveServer> log) : BackgroundService
{
    private const int MostViews = 4;
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _mostPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var channel = HubChannel.Open(settings, node);
        var hub = new V1.Live.LiveClient(channel);
        var pause = new BackOff(_leastPause, _mostPause, Random.Shared);
        while (true)
        {
            try
            {
                await ServeAsync(hub, pause, stopping);
            }
            catch (RpcException ended)
            {
                stopping.ThrowIfCancellationRequested();
                Log.Ended(log, ended.Status.Detail);
            }
            await Task.Delay(pause.Next(), clock.Time, stopping);
        }
    }

    private async Task ServeAsync(V1.Live.LiveClient hub, BackOff pause, CancellationToken stopping)
    {
        using var line = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var call = hub.Serve(new CallOptions(cancellationToken: line.Token));
        using var one = new SemaphoreSlim(1);
        var views = new Dictionary<string, (CancellationTokenSource Stop, Task Running)>(StringComparer.Ordinal);
        try
        {
            await foreach (var asked in call.ResponseStream.ReadAllAsync(line.Token))
            {
                pause.Reset();
                await EndAsync(views, asked.View);
                if (asked.FramesPerMinute <= 0)
                {
                    continue;
                }
                if (views.Count >= MostViews)
                {
                    await SendAsync(call, one, new V1.LiveFrame { View = asked.View, Trouble = $"this node serves {MostViews} views at a time" }, line.Token);
                    continue;
                }
                var stop = CancellationTokenSource.CreateLinkedTokenSource(line.Token);
                // A write that is cut short ends the whole call, and with it what others look at: an ended view's last picture goes out whole.
                views[asked.View] = (stop, new LiveView(asked, cameras, frame => SendAsync(call, one, frame, line.Token), clock).RunAsync(stop.Token));
            }
        }
        finally
        {
            await line.CancelAsync();
            foreach (var view in views.Keys.ToList())
            {
                await EndAsync(views, view);
            }
        }
    }

    private static async Task SendAsync(AsyncDuplexStreamingCall<V1.LiveFrame, V1.LiveRequest> call, SemaphoreSlim one, V1.LiveFrame frame, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await call.RequestStream.WriteAsync(frame, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    private static async Task EndAsync(Dictionary<string, (CancellationTokenSource Stop, Task Running)> views, string view)
    {
        if (views.Remove(view, out var ended))
        {
            await ended.Stop.CancelAsync();
            await ended.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.Stop.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The hub asks for no live pictures: {Reason}")]
        public static partial void Ended(ILogger logger, string reason);
    }
}
