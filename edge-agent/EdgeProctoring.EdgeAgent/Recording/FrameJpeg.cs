using System.Buffers;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A frame as JPEG. Cameras send BT.601 in limited range, JPEG wants the full one. One object a thread.</summary>
internal sealed class FrameJpeg : IDisposable
{
    public const string MediaType = "image/jpeg";
    private const int Quality = 88;
    private static readonly byte[] _light = Table(value => (value - 16) * 255 / 219.0);
    private static readonly byte[] _colour = Table(value => 128 + ((value - 128) * 255 / 224.0));

    private readonly JpegEncoder _encoder = new();

    /// <summary>The picture as JPEG, as the camera sent it; the memory holds until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(I420Picture picture) => Encode(picture, null);

    /// <summary>A copy with the box of what was seen and the node's clock drawn in; the memory holds until the next call.</summary>
    public ReadOnlyMemory<byte> EncodeMarked(I420Picture picture, PictureBox? box, DateTimeOffset at) => Encode(picture, (box, at));

    private ReadOnlyMemory<byte> Encode(I420Picture picture, (PictureBox? Box, DateTimeOffset At)? marks)
    {
        var bytes = I420Picture.Bytes(picture.Width, picture.Height);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            var lumaBytes = picture.Width * picture.Height;
            Translate(_light, picture.Buffer.AsSpan(0, lumaBytes), buffer);
            Translate(_colour, picture.Buffer.AsSpan(lumaBytes, bytes - lumaBytes), buffer.AsSpan(lumaBytes));
            if (marks is { } drawn)
            {
                Marks.Draw(buffer.AsSpan(0, bytes), picture.Width, picture.Height, drawn.Box, drawn.At);
            }
            return _encoder.Encode(new I420Picture(picture.Width, picture.Height, buffer), Quality);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _encoder.Dispose();

    private static void Translate(byte[] table, ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var at = 0; at < from.Length; at++)
        {
            to[at] = table[from[at]];
        }
    }

    private static byte[] Table(Func<int, double> of) => [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(Math.Round(of(value)), 0, 255))];
}
