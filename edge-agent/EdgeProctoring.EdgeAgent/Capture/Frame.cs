using System.Buffers;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>One picture of a camera and when it came. Its buffer is pooled: whoever takes the frame disposes of it.</summary>
internal sealed class Frame(I420Picture picture, DateTimeOffset at, TimeSpan monotonic, long number) : IDisposable
{
    private I420Picture? _picture = picture;

    public I420Picture Picture => _picture ?? throw new ObjectDisposedException(nameof(Frame));
    /// <summary>UTC as the node knew it when the picture came.</summary>
    public DateTimeOffset At { get; private set; } = at;
    /// <summary>Time of this life of the agent: it never jumps.</summary>
    public TimeSpan Monotonic => monotonic;
    /// <summary>From 0 within one life of the camera.</summary>
    public long Number => number;

    /// <summary>Stamps it anew: the clock was set after it came.</summary>
    public void StampBy(NodeClock clock) => At = clock.At(monotonic);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _picture, null) is { } taken)
        {
            ArrayPool<byte>.Shared.Return(taken.Buffer);
        }
    }
}
