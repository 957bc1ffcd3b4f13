using System.Buffers.Binary;

namespace EdgeProctoring.Vision;

/// <summary>Why a JPEG is not decoded.</summary>
public enum JpegRefusal
{
    None = 0,
    NotJpeg,
    /// <summary>More bytes than are taken at all.</summary>
    TooLong,
    /// <summary>More pixels than are taken at all, or none.</summary>
    TooLarge,
    /// <summary>Arithmetic coding, lossless, 12 bits, four colours: cameras and browsers do not send it.</summary>
    Unusual,
    /// <summary>So many passes over so many pixels that decoding would take seconds.</summary>
    TooManyScans,
    /// <summary>It ends before its picture begins, or its parts contradict each other.</summary>
    Broken,
}

/// <summary>
/// Reads what a JPEG says of itself before anything is allocated or decoded: a file of 258 bytes can ask for gigabytes, and one
/// of a few kilobytes for minutes. Allocates nothing, never reads beyond the bytes, takes time linear in them.
/// </summary>
public readonly record struct JpegHeader(int Width, int Height, int Components)
{
    public const int MostBytes = 16 * 1024 * 1024;
    public const int MostSide = 8192;
    public const int MostPixels = 16 * 1024 * 1024;
    /// <summary>A usual progressive file has ten.</summary>
    public const int MostScans = 32;

    private const byte Mark = 0xFF;
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;

    /// <summary>Why the file is not to be decoded, or none and its header.</summary>
    public static JpegRefusal TryRead(ReadOnlySpan<byte> file, out JpegHeader header)
    {
        var refusal = Read(file, out header);
        header = refusal == JpegRefusal.None ? header : default;
        return refusal;
    }

    private static JpegRefusal Read(ReadOnlySpan<byte> file, out JpegHeader header)
    {
        header = default;
        if (file.Length < 4 || file[0] != Mark || file[1] != Start)
        {
            return JpegRefusal.NotJpeg;
        }
        if (file.Length > MostBytes)
        {
            return JpegRefusal.TooLong;
        }
        var (at, scans) = (2, 0);
        while (NextMarker(file, ref at) is { } marker && marker != End)
        {
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }
            if (at + 2 > file.Length)
            {
                break;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (marker == Start || length < 2 || at + length > file.Length)
            {
                return JpegRefusal.Broken;
            }
            var segment = file.Slice(at + 2, length - 2);
            at += length;
            if (IsFrame(marker))
            {
                // A second frame would be decoded in place of the one that was checked.
                var refused = header != default ? JpegRefusal.Broken : Frame(marker, segment, out header);
                if (refused != JpegRefusal.None)
                {
                    return refused;
                }
            }
            else if (marker == Scan && ++scans > MostScans)
            {
                return JpegRefusal.TooManyScans;
            }
        }
        return header != default && scans > 0 ? JpegRefusal.None : JpegRefusal.Broken;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegRefusal Frame(byte marker, ReadOnlySpan<byte> segment, out JpegHeader header)
    {
        header = default;
        if (marker > 0xC2)
        {
            return JpegRefusal.Unusual;
        }
        if (segment.Length < 6)
        {
            return JpegRefusal.Broken;
        }
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        var components = segment[5];
        if (segment[0] != 8 || components is not (1 or 3))
        {
            return JpegRefusal.Unusual;
        }
        if (segment.Length != 6 + (3 * components))
        {
            return JpegRefusal.Broken;
        }
        if (width is 0 or > MostSide || height is 0 or > MostSide || width * height > MostPixels)
        {
            return JpegRefusal.TooLarge;
        }
        for (var at = 7; at < segment.Length; at += 3)
        {
            var (across, down) = (segment[at] >> 4, segment[at] & 15);
            if (across is not (1 or 2 or 4) || down is not (1 or 2 or 4))
            {
                return JpegRefusal.Unusual;
            }
        }
        header = new JpegHeader(width, height, components);
        return JpegRefusal.None;
    }

    /// <summary>Goes to the next marker, over coded picture data too; stands behind it.</summary>
    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length - 1)
        {
            var found = file[at..^1].IndexOf(Mark);
            if (found < 0)
            {
                return null;
            }
            at += found;
            var marker = file[at + 1];
            // FF 00 is data; FF FF is filling, of which the last one begins the marker.
            at += marker == Mark ? 1 : 2;
            if (marker is not (0 or Mark))
            {
                return marker;
            }
        }
        return null;
    }
}
