using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps one camera's ring tidy and cuts the clips that were planned, with their manifest entries.</summary>
internal sealed partial class CameraRecorder(CameraSettings camera, RingFolder ring, ClipBook book, CameraParts parts, ILogger log)
{
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(1);
    /// <summary>The segment with the last picture has to be finished first.</summary>
    private static readonly TimeSpan _late = RingFolder.SegmentLength + TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<ExamWindow> _windows = [];

    public void Watch(IReadOnlyList<ExamWindow> windows) => _windows = windows;

    public async Task RunAsync(CancellationToken cancel)
    {
        using var turns = new PeriodicTimer(_turn, parts.Clock.Time);
        try
        {
            while (await turns.WaitForNextTickAsync(cancel))
            {
                var now = parts.Clock.Now;
                book.Turn(_windows.Where(exam => exam.From <= now && now < exam.To), now);
                foreach (var plan in book.Due(now - _late))
                {
                    await CutAsync(plan, cancel);
                }
                ring.Tidy(now);
            }
        }
        finally
        {
            foreach (var plan in book.CutShort(parts.Clock.Now))
            {
                await CutAsync(plan, CancellationToken.None);
            }
            ring.Delete();
        }
    }

    private async Task CutAsync(ClipPlan plan, CancellationToken cancel)
    {
        try
        {
            var film = parts.Evidence.Draft(plan.Id);
            var covered = await ClipCutter.CutAsync(ClipCutter.Choose(ring.Lives(), plan.From, plan.To), film, parts.Clock.Time, cancel);
            if (covered is { } span && parts.Evidence.Adopt(plan.Id, film) is { } kept)
            {
                await KeepAsync(plan, span, kept.Size, kept.Sha256, cancel);
                return;
            }
            Log.Missing(log, camera.Id, plan.Id, covered is null ? "the ring holds nothing of it" : "there is no room for it");
        }
        catch (CaptureException failed)
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
