using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Finds the source for a camera's address.</summary>
internal sealed class FrameSources(AgentSettings settings, NodeClock clock, ILogger<FrameSources> log)
{
    /// <summary>The source of a camera; its recording goes to the ring, where there is one.</summary>
    public IFrameSource For(CameraSettings camera, RingFolder? ring)
    {
        if (!CameraAddress.TryParse(camera.Address, out var address, out var fault))
        {
            throw new ArgumentException($"The address of {camera.Id} is not one: {fault}", nameof(camera));
        }
        IFrameSource Play(CameraAddress played) => new FfmpegSource(camera.Id, played, camera.FramesPerMinute, clock, log, ring);
        var rooted = address.Kind is CameraKind.File or CameraKind.Synthetic ? address with { Target = Path.GetFullPath(address.Target, settings.Home) } : address;
        return rooted.Kind == CameraKind.Synthetic ? new SyntheticSource(camera.Id, rooted, settings.FilmFolder, Play, log) : Play(rooted);
    }
}
