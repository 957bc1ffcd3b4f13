namespace EdgeProctoring.EdgeAgent;

/// <summary>Where a camera's pictures come from.</summary>
internal interface IFrameSource
{
    /// <summary>
    /// Plays from the beginning and hands over each frame until the token ends it. Returns when a film that plays once is over;
    /// throws <see cref="CaptureException"/> with the reason when the pictures stop for another cause.
    /// </summary>
    Task PlayAsync(Action<Frame> take, CancellationToken cancel);
}
