using EdgeProctoring.Contracts;
using Google.Protobuf;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>One viewer's picture stream: the newest picture alone, no more often than asked, never kept.</summary>
internal sealed class LiveView(V1.LiveRequest asked, Cameras cameras, Func<V1.LiveFrame, Task> send, NodeClock clock)
{
    /// <summary>Faster than this nobody needs to see a hall.</summary>
    private const int MostFramesPerMinute = 300;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var pause = TimeSpan.FromMinutes(1.0 / Math.Clamp(asked.FramesPerMinute, 1, MostFramesPerMinute));
        while (true)
        {
            var begun = clock.Time.GetTimestamp();
            await send(await NextAsync(cancel));
            var rest = pause - clock.Time.GetElapsedTime(begun);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock.Time, cancel);
            }
        }
    }

    private async Task<V1.LiveFrame> NextAsync(CancellationToken cancel)
    {
        if (cameras.Find(asked.Camera) is not { } camera)
        {
            return Trouble($"this node has no camera '{asked.Camera}'");
        }
        var seat = camera.Camera.Seats.FirstOrDefault(seat => seat.Id == asked.Seat);
        if (asked.Seat.Length > 0 && seat is null)
        {
            return Trouble($"camera '{asked.Camera}' has no seat '{asked.Seat}'");
        }
        try
        {
            return await camera.LookAsync((frame, jpeg) => Picture(frame, seat?.Corners ?? [], jpeg)).WaitAsync(_patience, clock.Time, cancel);
        }
        catch (TimeoutException)
        {
            return Trouble("the camera delivers no picture");
        }
    }

    private V1.LiveFrame Picture(Frame frame, IReadOnlyList<PicturePoint> corners, FrameJpeg jpeg)
    {
        var picture = jpeg.Encode(PictureCut.Of(frame.Picture, corners, asked.Width > 0 ? asked.Width : frame.Picture.Width));
        return picture.Length <= Limits.LiveFrameBytes
            ? new V1.LiveFrame { View = asked.View, Jpeg = ByteString.CopyFrom(picture.Span), AtUs = WireTime.ToMicroseconds(frame.At) }
            : Trouble("the picture is too large; ask for a smaller width");
    }

    private V1.LiveFrame Trouble(string trouble) => new() { View = asked.View, AtUs = WireTime.ToMicroseconds(clock.Now), Trouble = trouble };
}
