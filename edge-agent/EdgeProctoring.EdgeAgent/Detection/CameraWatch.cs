using System.Collections.Concurrent;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Looks at one camera's newest frame, again and again, while an exam runs in its room. Outside of exams nobody is looked at.</summary>
internal sealed class CameraWatch(CameraSettings camera, IRoomDetector detector, SightingDesk desk, CameraGauge gauge, NodeClock clock)
{
    private const int MostAsked = 16;

    private readonly Dictionary<string, (ExamWindow Exam, RoomWatch Watch)> _watches = [];
    private readonly LookDeadlines _deadlines = new(camera.Seats.Count, TimeSpan.FromSeconds(camera.LookSeconds));
    private PictureWatch _pictures = new();
    private readonly List<Detection> _found = [];
    private readonly ConcurrentQueue<Func<Frame, IReadOnlyList<ExamWindow>, Task>> _asked = [];
    private volatile IReadOnlyList<ExamWindow> _windows = [];
    private int _era = clock.Era;
    private DateTimeOffset _lookedAt = clock.Now;

    /// <summary>The exams of the camera's room; a running one goes on when the list changes.</summary>
    public void Watch(IReadOnlyList<ExamWindow> windows) => _windows = windows;

    /// <summary>The id of a picture that is kept as evidence, from the next frame; null where it could not be kept.</summary>
    public Task<string?> SnapshotAsync() => AskAsync((frame, open) =>
        desk.KeepPictureAsync(open.Count > 0 ? Subject.OfRoom(open[0].Exam, camera.Room) : new Subject { Room = camera.Room }, frame, CancellationToken.None));

    /// <summary>What somebody makes of the next frame; it must be quick, since the detector waits.</summary>
    public Task<T> LookAsync<T>(Func<Frame, FrameJpeg, T> look) => AskAsync((frame, _) => Task.FromResult(look(frame, desk.Jpeg)));

    private Task<T> AskAsync<T>(Func<Frame, IReadOnlyList<ExamWindow>, Task<T>> look)
    {
        if (_asked.Count >= MostAsked)
        {
            return Task.FromException<T>(new TimeoutException("The camera delivers no picture."));
        }
        var asked = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(async (frame, open) => asked.SetResult(await look(frame, open)));
        return asked.Task;
    }

    public async Task RunAsync(FrameSlot slot, CancellationToken cancel)
    {
        gauge.DeadlineMisses = () => detector.Rounds?.Misses ?? _deadlines.Misses;
        try
        {
            while (true)
            {
                using var frame = await slot.TakeAsync(cancel);
                await LookAsync(frame, cancel);
            }
        }
        finally
        {
            // What goes on is ended in order, also when the node is told to stop.
            await EndAsync([.. _watches.Keys], clock.Now, CancellationToken.None);
        }
    }

    /// <summary>A clock that is set lengthens or shortens nothing: what goes on ends with the last look before, and begins anew.</summary>
    private async Task FollowClockAsync(Frame frame, CancellationToken cancel)
    {
        if (clock.Era != _era)
        {
            _era = clock.Era;
            frame.StampBy(clock);
            _pictures = new PictureWatch();
            await EndAsync([.. _watches.Keys], _lookedAt, cancel);
        }
        _lookedAt = frame.At;
    }

    private async Task LookAsync(Frame frame, CancellationToken cancel)
    {
        await FollowClockAsync(frame, cancel);
        var open = _windows.Where(exam => exam.From <= frame.At && frame.At < exam.To).ToList();
        await EndAsync([.. _watches.Keys.Except(open.Select(exam => exam.Exam))], frame.At, cancel);
        var picture = _pictures.Look(frame.Picture, frame.At);
        gauge.Shows(picture.Fault());
        while (_asked.TryDequeue(out var asked))
        {
            await asked(frame, open);
        }
        if (open.Count == 0)
        {
            _deadlines.Rest();
            detector.Rounds?.Rest();
            return;
        }
        if (picture == PictureState.Usable)
        {
            detector.Detect(frame.Picture, _found);
            _deadlines.Looked(clock.Monotonic);
        }
        foreach (var exam in open)
        {
            await desk.KeepAsync(exam, WatchOf(exam, frame).Look(frame.At, picture, _found, detector.Rounds?.LookedAt), frame, cancel);
        }
    }

    private RoomWatch WatchOf(ExamWindow exam, Frame frame)
    {
        if (!_watches.TryGetValue(exam.Exam, out var known))
        {
            known = (exam, new RoomWatch(camera, exam, frame.Picture.Width, frame.Picture.Height, NodeClock.NewId));
            _watches[exam.Exam] = known;
        }
        return known.Watch;
    }

    private async Task EndAsync(IReadOnlyList<string> exams, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var name in exams)
        {
            _watches.Remove(name, out var ended);
            await desk.KeepAsync(ended.Exam, ended.Watch.End(at < ended.Exam.To ? at : ended.Exam.To), null, cancel);
        }
    }
}
