using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>One camera while its settings stay the same: its feed and its watch, started and stopped together.</summary>
internal sealed class CameraStation : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly StreamBook _book;
    private readonly CameraWatch _watch;
    private readonly CameraRecorder? _recorder;
    private readonly Task _running;

    public CameraStation(CameraSettings camera, RecordingPolicy recording, CameraParts parts, DateTimeOffset since)
    {
        Camera = camera;
        var slot = new FrameSlot();
        var ring = recording == RecordingPolicy.Off ? null : new RingFolder(Path.Combine(parts.Settings.RingFolder, camera.Id), parts.Clock);
        var clips = new ClipBook(recording);
        _recorder = ring is null ? null : new CameraRecorder(camera, ring, clips, parts, parts.Log);
        var gauge = parts.Board.Add(camera.Id, camera.FramesPerMinute);
        gauge.Dropped = () => slot.Dropped;
        _book = new StreamBook(camera, since, parts.Items);
        var feed = new CameraFeed(camera, parts.Sources.For(camera, ring), slot, _book, gauge, parts.Spool.AppendAsync, parts.Clock, parts.Log);
        var detector = parts.Models.Open(new SeatRounds(camera.Seats, TimeSpan.FromSeconds(camera.LookSeconds), parts.Clock.Time));
        var desk = new SightingDesk(camera.Id, parts.Items, parts.Evidence, parts.Spool, detector.Model.Sha256, clips, parts.Log);
        _watch = new CameraWatch(camera, detector, desk, gauge, parts.Clock);
        _running = RunAsync();

        async Task RunAsync()
        {
            using (detector)
            using (desk)
            {
                await Task.Yield();
                var feeding = feed.RunAsync(since, _stopping.Token);
                var watching = _watch.RunAsync(slot, _stopping.Token);
                // One without the other is no camera: the node ends and is started anew.
                var recording = _recorder?.RunAsync(_stopping.Token) ?? Task.Delay(Timeout.Infinite, _stopping.Token);
                await Task.WhenAny(feeding, watching, recording);
                await _stopping.CancelAsync();
                await Task.WhenAll(feeding, watching, recording);
            }
        }
    }

    public CameraSettings Camera { get; }

    /// <summary>Ends with an exception when the camera's loops broke, which is a fault of the program.</summary>
    public Task Running => _running;

    public void Watch(IReadOnlyList<ExamWindow> windows)
    {
        _book.Windows = windows;
        _watch.Watch(windows);
        _recorder?.Watch(windows);
    }

    public Task<string?> SnapshotAsync() => _watch.SnapshotAsync();

    /// <summary>What somebody makes of the next frame; it must be quick.</summary>
    public Task<T> LookAsync<T>(Func<Frame, FrameJpeg, T> look) => _watch.LookAsync(look);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}

/// <summary>What all cameras of a node share.</summary>
internal sealed record CameraParts(AgentSettings Settings, FrameSources Sources, NodeModels Models, ItemMaker Items, EvidenceKeeper Evidence, Spool Spool, CameraBoard Board,
    NodeClock Clock, ILogger<CameraStation> Log);
