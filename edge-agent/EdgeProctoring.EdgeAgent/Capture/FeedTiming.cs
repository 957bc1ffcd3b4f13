using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>When silence of a camera is a gap and when it is started again. A slow camera is given its own pace.</summary>
internal sealed record FeedTiming(TimeSpan Gap, TimeSpan Restart, TimeSpan FirstFrame)
{
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MostPause = TimeSpan.FromSeconds(30);
    /// <summary>How often a lasting gap is brought up to date.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _gap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _fromGapToRestart = TimeSpan.FromSeconds(3);
    /// <summary>Connecting and waiting for the first key picture takes longer than a pause between two pictures.</summary>
    private static readonly TimeSpan _firstFrame = TimeSpan.FromSeconds(15);

    public static FeedTiming For(CameraSettings camera)
    {
        var twoPictures = TimeSpan.FromMinutes(2.0 / camera.FramesPerMinute);
        var gap = twoPictures > _gap ? twoPictures : _gap;
        return new FeedTiming(gap, gap + _fromGapToRestart, gap + _firstFrame);
    }
}
