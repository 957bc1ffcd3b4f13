using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps one camera's ring tidy and cuts the clips that were planned, with their manifest entries.</summary>
internal sealed partial class CameraRecorder(CameraSettings camera, RingFolder ring, ClipBook book, CameraParts parts, ILogger log)
{
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(1);
    /// <summary>The segment with the last picture has to be finished first.</summary>
    private static readonly TimeSpan _late = RingFolder.SegmentLength + TimeSpan.FromSeconds(2);

    private readonly NodeClock _clock = parts.Clock;
    private readonly UnplacedClips _unplaced = new();
    private volatile IReadOnlyList<ExamWindow> _windows = [];
    private DateTimeOffset _zero = parts.Clock.At(TimeSpan.Zero);
    private bool _blind = !parts.Clock.IsTrusted;

    public void Watch(IReadOnlyList<ExamWindow> windows) => _windows = windows;

    public async Task RunAsync(CancellationToken cancel)
    {
        using var turns = new PeriodicTimer(_turn, _clock.Time);
        try
        {
            while (await turns.WaitForNextTickAsync(cancel))
            {
                FollowClock();
                var now = _clock.Now;
                book.Turn(_windows.Where(exam => exam.From <= now && now < exam.To), now);
                TurnBlind(now);
                foreach (var plan in book.Due(now - _late))
                {
                    await CutAsync(plan, cancel);
                }
                if (_blind && _clock.IsTrusted && !book.IsBlind)
                {
                    _blind = false;
                    await PlaceAsync(cancel);
                }
                ring.Tidy(now);
            }
        }
        finally
        {
            foreach (var plan in book.CutShort(_clock.Now))
            {
                await CutAsync(plan, CancellationToken.None);
            }
            ring.Delete();
        }
    }

    /// <summary>What is planned moves with the clock: it is the same seconds under another name.</summary>
    private void FollowClock()
    {
        var zero = _clock.At(TimeSpan.Zero);
        if (zero != _zero)
        {
            book.Shift(zero - _zero);
            _zero = zero;
        }
    }

    /// <summary>Without the time it is not known which exam runs: then every second is kept until it is.</summary>
    private void TurnBlind(DateTimeOffset now)
    {
        if (_blind && _clock.IsTrusted)
        {
            book.EndBlind(now);
        }
        else if (_blind)
        {
            book.TurnBlind(camera.Room, now);
        }
    }

    private async Task PlaceAsync(CancellationToken cancel)
    {
        foreach (var (plan, film) in _unplaced.Place(_clock, _windows))
        {
            var draft = parts.Evidence.Draft(plan.Id);
            File.Move(film, draft);
            if (parts.Evidence.Adopt(plan.Id, draft) is { } kept)
            {
                await KeepAsync(plan, (plan.From, plan.To), kept.Size, kept.Sha256, cancel);
            }
        }
    }

    private async Task CutAsync(ClipPlan plan, CancellationToken cancel)
    {
        try
        {
            var film = parts.Evidence.Draft(plan.Id);
            var covered = await ClipCutter.CutAsync(ClipCutter.Choose(ring.Lives(), plan.From, plan.To), film, _clock.Time, cancel);
            if (covered is { } unplaced && plan.Exam.Exam.Length == 0)
            {
                var zero = _clock.At(TimeSpan.Zero);
                _unplaced.Add(film, unplaced.From - zero, unplaced.To - zero);
                return;
            }
            if (covered is { } span && parts.Evidence.Adopt(plan.Id, film) is { } kept)
            {
                await KeepAsync(plan, span, kept.Size, kept.Sha256, cancel);
                return;
            }
            Log.Missing(log, camera.Id, plan.Id, covered is null ? "the ring holds nothing of it" : "there is no room for it");
        }
        catch (Exception failed) when (failed is CaptureException or IOException)
        {
            Log.Missing(log, camera.Id, plan.Id, failed.Message);
        }
    }

    private async Task KeepAsync(ClipPlan plan, (DateTimeOffset From, DateTimeOffset To) covered, long size, string sha256, CancellationToken cancel)
    {
        var clip = new StoredEvidence
        {
            Id = plan.Id, Subject = Subject.OfRoom(plan.Exam.Exam, plan.Exam.Room), Camera = camera.Id, MediaType = ClipCutter.MediaType, Size = size, Sha256 = sha256,
            From = covered.From, To = covered.To,
        };
        await parts.Spool.AppendAsync(new SpoolEntry([parts.Items.Manifest(clip, null, plan.Exam.Pack)]) { Evidence = [clip] }, cancel);
        Log.Kept(log, camera.Id, (covered.To - covered.From).TotalSeconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Camera {Camera}: a clip of {Seconds:0.0} s was kept.")]
        public static partial void Kept(ILogger logger, string camera, double seconds);

        [LoggerMessage(2, LogLevel.Warning, "Camera {Camera}: clip {Clip} is missing: {Reason}.")]
        public static partial void Missing(ILogger logger, string camera, string clip, string reason);
    }
}
