using System.Threading.Channels;
using EdgeProctoring.Contracts;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>One node's line: its views, and who looks through each.</summary>
internal sealed class NodeLine : IDisposable
{
    /// <summary>So many different views a node serves at a time.</summary>
    private const int MostViews = 4;
    private const int MostLooks = 200;
    private const int FramesPerMinute = 120;

    private readonly Channel<V1.LiveRequest> _requests = Channel.CreateBounded<V1.LiveRequest>(256);
    private readonly Dictionary<LiveSight, View> _views = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private bool _gone;

    public ChannelReader<V1.LiveRequest> Requests => _requests.Reader;
    public CancellationToken Closed => _closed.Token;

    /// <summary>A look at this; null where the node shows too many other things already.</summary>
    public LiveLook? Open(LiveSight sight)
    {
        lock (_gate)
        {
            if (_gone || _closed.IsCancellationRequested || _views.Values.Sum(one => one.Looks.Count) >= MostLooks)
            {
                return null;
            }
            if (!_views.TryGetValue(sight, out var view))
            {
                if (_views.Count >= MostViews)
                {
                    return null;
                }
                _views[sight] = view = new View(Guid.NewGuid().ToString("N"));
                _requests.Writer.TryWrite(new V1.LiveRequest { View = view.Id, Camera = sight.Camera, Seat = sight.Seat, Width = sight.Width, FramesPerMinute = FramesPerMinute });
            }
            var look = new LiveLook(ended => End(sight, ended));
            view.Looks.Add(look);
            if (view.Newest is { } newest)
            {
                look.Show(newest);
            }
            return look;
        }
    }

    public void Show(V1.LiveFrame frame)
    {
        if (frame.Jpeg.Length > Limits.LiveFrameBytes)
        {
            return;
        }
        lock (_gate)
        {
            if (_views.Values.FirstOrDefault(one => one.Id == frame.View) is { } view)
            {
                view.Newest = new LivePicture(frame.Jpeg.Memory, WireTime.FromMicroseconds(frame.AtUs), frame.Trouble.Length > 0 ? frame.Trouble : null);
                view.Looks.ForEach(look => look.Show(view.Newest));
            }
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
        List<LiveLook> looks;
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }
            _closed.Cancel();
            looks = [.. _views.Values.SelectMany(view => view.Looks)];
        }
        looks.ForEach(look => look.End());
    }

    private void End(LiveSight sight, LiveLook look)
    {
        lock (_gate)
        {
            if (_views.TryGetValue(sight, out var view) && view.Looks.Remove(look) && view.Looks.Count == 0)
            {
                _views.Remove(sight);
                _requests.Writer.TryWrite(new V1.LiveRequest { View = view.Id });
            }
        }
    }

    private sealed class View(string id)
    {
        public string Id => id;
        public List<LiveLook> Looks { get; } = [];
        public LivePicture? Newest { get; set; }
    }
}

/// <summary>One viewer's look; the node stops when the last one at the same is disposed.</summary>
internal sealed class LiveLook(Action<LiveLook> ended) : IDisposable
{
    private readonly Channel<LivePicture> _pictures = Channel.CreateBounded<LivePicture>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public IAsyncEnumerable<LivePicture> Pictures(CancellationToken cancel) => _pictures.Reader.ReadAllAsync(cancel);

    public void Show(LivePicture picture) => _pictures.Writer.TryWrite(picture);

    public void End() => _pictures.Writer.TryComplete();

    public void Dispose() => ended(this);
}

/// <summary>The newest picture, or why there is none.</summary>
internal sealed record LivePicture(ReadOnlyMemory<byte> Jpeg, DateTimeOffset At, string? Trouble);
