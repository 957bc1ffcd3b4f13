namespace EdgeProctoring.Vision;

/// <summary>
/// One picture as cameras deliver it: a full plane of brightness, two quarter planes of colour, one after the other. The
/// buffer belongs to whoever made the picture.
/// </summary>
public sealed class I420Picture
{
    public I420Picture(int width, int height, byte[] buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if ((width | height) % 2 != 0 || buffer.Length < Bytes(width, height))
        {
            throw new ArgumentException($"A picture of {width}×{height} needs even sides and {Bytes(width, height)} bytes; there are {buffer.Length}.");
        }
        (Width, Height, Buffer) = (width, height, buffer);
    }

    public int Width { get; }
    public int Height { get; }
    public byte[] Buffer { get; }
    /// <summary>Brightness from 0 to 255 (JPEG) instead of 16 to 235 (what cameras send as H.264).</summary>
    public bool FullRange { get; init; }
    public ReadOnlySpan<byte> Luma => Buffer.AsSpan(0, Width * Height);
    public ReadOnlySpan<byte> Blue => Buffer.AsSpan(Width * Height, Width * Height / 4);
    public ReadOnlySpan<byte> Red => Buffer.AsSpan(Width * Height * 5 / 4, Width * Height / 4);

    public static int Bytes(int width, int height) => width * height * 3 / 2;
}
