using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeProctoring.Contracts;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>
/// Live pictures from the node that holds the line to those who look. A viewer gets the newest picture only; a node is asked
/// only while somebody looks.
/// </summary>
internal sealed class LiveRelay
{
    private const int MostViews = 16;

    private readonly ConcurrentDictionary<string, NodeLine> _lines = new(StringComparer.Ordinal);

    /// <summary>A node's line: what is asked goes out, pictures come in. A newer line of the same node takes over.</summary>
    public async Task ServeAsync(string node, Func<V1.LiveRequest, Task> ask, IAsyncEnumerable<V1.LiveFrame> frames, CancellationToken ends)
    {
        using var line = new NodeLine();
        _lines.AddOrUpdate(node, line, (_, before) =>
        {
            before.Close();
            return line;
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends, line.Closed);
        try
        {
            var asking = AskAsync(line, ask, stop.Token);
            await foreach (var frame in frames.WithCancellation(stop.Token))
            {
                line.Show(frame);
            }
            await stop.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _lines.TryRemove(new KeyValuePair<string, NodeLine>(node, line));
        }
    }

    /// <summary>A look through a camera; null where the node holds no line or too many look already.</summary>
    public LiveLook? Open(string node, string camera, string? seat, int width, int framesPerMinute) =>
        _lines.TryGetValue(node, out var line) ? line.Open(new V1.LiveRequest { View = Guid.NewGuid().ToString("N"), Camera = camera, Seat = seat ?? "", Width = width, FramesPerMinute = framesPerMinute }, MostViews) : null;

    private static async Task AskAsync(NodeLine line, Func<V1.LiveRequest, Task> ask, CancellationToken stop)
    {
        await foreach (var request in line.Requests.ReadAllAsync(stop))
        {
            await ask(request);
        }
    }
}

/// <summary>One node's line and who looks through it.</summary>
internal sealed class NodeLine : IDisposable
{
    private readonly Channel<V1.LiveRequest> _requests = Channel.CreateBounded<V1.LiveRequest>(256);
    private readonly ConcurrentDictionary<string, LiveLook> _looks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private bool _gone;

    public ChannelReader<V1.LiveRequest> Requests => _requests.Reader;
    public CancellationToken Closed => _closed.Token;

    public LiveLook? Open(V1.LiveRequest request, int most)
    {
        if (_looks.Count >= most || _gone || _closed.IsCancellationRequested)
        {
            return null;
        }
        var look = new LiveLook(() =>
        {
            _looks.TryRemove(request.View, out _);
            _requests.Writer.TryWrite(new V1.LiveRequest { View = request.View });
        });
        _looks[request.View] = look;
        _requests.Writer.TryWrite(request);
        return look;
    }

    public void Show(V1.LiveFrame frame)
    {
        if (frame.Jpeg.Length <= Limits.LiveFrameBytes && _looks.TryGetValue(frame.View, out var look))
        {
            look.Show(new LivePicture(frame.Jpeg.Memory, WireTime.FromMicroseconds(frame.AtUs), frame.Trouble.Length > 0 ? frame.Trouble : null));
        }
    }

    public void Dispose()
    {
        Close();
        lock (_gate)
        {
            _gone = true;
            _closed.Dispose();
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }
            _closed.Cancel();
        }
        foreach (var look in _looks.Values)
        {
            look.End();
        }
    }
}

/// <summary>One viewer's look; the node stops when it is disposed.</summary>
internal sealed class LiveLook(Action ended) : IDisposable
{
    private readonly Channel<LivePicture> _pictures = Channel.CreateBounded<LivePicture>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public IAsyncEnumerable<LivePicture> Pictures(CancellationToken cancel) => _pictures.Reader.ReadAllAsync(cancel);

    public void Show(LivePicture picture) => _pictures.Writer.TryWrite(picture);

    public void End() => _pictures.Writer.TryComplete();

    public void Dispose() => ended();
}

/// <summary>The newest picture, or why there is none.</summary>
internal sealed record LivePicture(ReadOnlyMemory<byte> Jpeg, DateTimeOffset At, string? Trouble);
