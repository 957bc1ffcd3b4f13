using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A part of a picture, shrunk to a width: what a viewer asked for and no more.</summary>
internal static class PictureCut
{
    private const int LeastSide = 32;

    /// <summary>The part that the corners enclose (all where there are none), at most this wide, never enlarged.</summary>
    public static I420Picture Of(I420Picture picture, IReadOnlyList<PicturePoint> corners, int mostWidth)
    {
        var (left, right) = Span(corners, corner => corner.X, picture.Width);
        var (top, bottom) = Span(corners, corner => corner.Y, picture.Height);
        var width = Even(Math.Clamp(mostWidth, LeastSide, right - left));
        var height = Even(Math.Max(2, (bottom - top) * width / (right - left)));
        var cut = new I420Picture(width, height, new byte[I420Picture.Bytes(width, height)]);
        Shrink(picture.Luma, picture.Width, left, top, right - left, bottom - top, cut.Buffer, width, height);
        var (half, quarter) = (picture.Width / 2, width * height / 4);
        Shrink(picture.Blue, half, left / 2, top / 2, (right - left) / 2, (bottom - top) / 2, cut.Buffer.AsSpan(width * height), width / 2, height / 2);
        Shrink(picture.Red, half, left / 2, top / 2, (right - left) / 2, (bottom - top) / 2, cut.Buffer.AsSpan((width * height) + quarter), width / 2, height / 2);
        return cut;
    }

    private static void Shrink(ReadOnlySpan<byte> from, int stride, int left, int top, int width, int height, Span<byte> to, int toWidth, int toHeight)
    {
        for (var y = 0; y < toHeight; y++)
        {
            var (firstRow, lastRow) = Cover(y, height, toHeight);
            for (var x = 0; x < toWidth; x++)
            {
                var (first, last) = Cover(x, width, toWidth);
                int sum = 0, count = 0;
                for (var row = firstRow; row < lastRow; row++)
                {
                    for (var column = first; column < last; column++)
                    {
                        sum += from[((top + row) * stride) + left + column];
                        count++;
                    }
                }
                to[(y * toWidth) + x] = (byte)(sum / count);
            }
        }
    }

    /// <summary>Which of the many become one of the few; at least one.</summary>
    private static (int First, int Last) Cover(int at, int many, int few)
    {
        var first = Math.Min(many - 1, at * many / few);
        return (first, Math.Max(first + 1, (at + 1) * many / few));
    }

    private static (int From, int To) Span(IReadOnlyList<PicturePoint> corners, Func<PicturePoint, int> of, int side)
    {
        if (corners.Count == 0)
        {
            return (0, side);
        }
        var from = Math.Min(Even(corners.Min(of) * side / Limits.PictureSide), side - LeastSide);
        var to = Math.Clamp(Even(corners.Max(of) * side / Limits.PictureSide), from + LeastSide, side);
        return (from, to);
    }

    private static int Even(int side) => side & ~1;
}
