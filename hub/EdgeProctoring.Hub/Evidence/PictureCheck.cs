using System.Buffers.Binary;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>
/// Looks at a JPEG's markers without decoding it: a few hundred bytes can claim a picture of gigabytes, and whoever opens it
/// pays. Reads no further than the first frame header.
/// </summary>
internal static class PictureCheck
{
    /// <summary>Longest side of a picture in pixels.</summary>
    public const int LongestSide = 8192;

    /// <summary>Bytes looked at for the frame header.</summary>
    public const int HeadBytes = 256 * 1024;

    /// <summary>Null where the picture is acceptable, otherwise what is wrong with it.</summary>
    public static string? Refuse(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] != 0xFF || head[1] != 0xD8)
        {
            return "it does not begin as a JPEG does";
        }
        var at = 2;
        while (at + 4 <= head.Length)
        {
            if (head[at] != 0xFF)
            {
                return $"there is no marker at byte {at}";
            }
            var marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            if (length < 2)
            {
                return $"the segment at byte {at} has no length";
            }
            if (IsFrame(marker))
            {
                return at + 9 <= head.Length ? RefuseSize(head[(at + 4)..]) : "it ends within its frame header";
            }
            if (marker is 0xDA or 0xD9)
            {
                return "its picture begins before its frame header";
            }
            at += 2 + length;
        }
        return "it has no frame header";
    }

    private static string? RefuseSize(ReadOnlySpan<byte> frame)
    {
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return frame[0] != 8 ? $"it has {frame[0]} bits a sample; allowed: 8"
            : width is 0 or > LongestSide || height is 0 or > LongestSide ? $"it claims {width} × {height} pixels; allowed: 1 to {LongestSide} each way"
            : null;
    }

    // Baseline, extended and progressive frames; not the tables that share the range.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
