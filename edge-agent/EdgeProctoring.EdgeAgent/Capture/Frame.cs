using System.Buffers;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>One picture of a camera and when it came. Its buffer is pooled: whoever takes the frame disposes of it.</summary>
internal sealed class Frame(I420Picture picture, DateTimeOffset at, TimeSpan monotonic, long number) : IDisposable
{
    private I420Picture? _picture = picture;

    public I420Picture Picture => _picture ?? throw new ObjectDisposedException(nameof(Frame));
    public DateTimeOffset At => at;
    /// <summary>Time of this life of the agent: it never jumps.</summary>
    public TimeSpan Monotonic => monotonic;
    /// <summary>From 0 within one life of the camera.</summary>
    public long Number => number;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _picture, null) is { } taken)
        {
            ArrayPool<byte>.Shared.Return(taken.Buffer);
        }
    }
}
