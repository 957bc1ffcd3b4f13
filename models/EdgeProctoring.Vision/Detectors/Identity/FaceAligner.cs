using System.Numerics;

namespace EdgeProctoring.Vision;

/// <summary>Turns, moves and scales a face so that its five points lie where the network learned them.</summary>
internal sealed class FaceAligner
{
    public const int Side = 112;
    private static readonly Vector2[] _places = [new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f)];
    private static readonly (float Red, float Green, float Blue) _mean = (123.675f, 116.28f, 103.53f);
    private static readonly (float Red, float Green, float Blue) _deviation = (58.395f, 57.12f, 57.375f);

    public float[] Values { get; } = new float[3 * Side * Side];

    public void Paint(I420Picture picture, in FacePoints points)
    {
        var (turn, move) = FromPlaces([points.LeftEye, points.RightEye, points.Nose, points.LeftMouth, points.RightMouth]);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var at = new Vector2((x * turn.X) - (y * turn.Y), (x * turn.Y) + (y * turn.X)) + move;
                Paint(picture, at, (y * Side) + x);
            }
        }
    }

    /// <summary>The similarity (least squares) that leads from the network's places to the picture: a factor as complex number, then a shift.</summary>
    internal static (Vector2 Turn, Vector2 Move) FromPlaces(ReadOnlySpan<Vector2> points)
    {
        Vector2 fromMiddle = default, toMiddle = default;
        for (var at = 0; at < _places.Length; at++)
        {
            fromMiddle += _places[at] / _places.Length;
            toMiddle += points[at] / _places.Length;
        }
        float along = 0, across = 0, size = 0;
        for (var at = 0; at < _places.Length; at++)
        {
            var (from, to) = (_places[at] - fromMiddle, points[at] - toMiddle);
            along += Vector2.Dot(from, to);
            across += (from.X * to.Y) - (from.Y * to.X);
            size += from.LengthSquared();
        }
        var turn = new Vector2(along / size, across / size);
        return (turn, toMiddle - new Vector2((fromMiddle.X * turn.X) - (fromMiddle.Y * turn.Y), (fromMiddle.X * turn.Y) + (fromMiddle.Y * turn.X)));
    }

    private void Paint(I420Picture picture, Vector2 at, int to)
    {
        var light = Sample(picture.Luma, picture.Width, picture.Height, at.X, at.Y);
        var u = Sample(picture.Blue, picture.Width / 2, picture.Height / 2, (at.X - 0.5f) / 2, (at.Y - 0.5f) / 2) - 128;
        var v = Sample(picture.Red, picture.Width / 2, picture.Height / 2, (at.X - 0.5f) / 2, (at.Y - 0.5f) / 2) - 128;
        if (!picture.FullRange)
        {
            (light, u, v) = ((light - 16) * 255 / 219, u * 255 / 224, v * 255 / 224);
        }
        Values[to] = (Math.Clamp(light + (1.402f * v), 0, 255) - _mean.Red) / _deviation.Red;
        Values[(Side * Side) + to] = (Math.Clamp(light - (0.344136f * u) - (0.714136f * v), 0, 255) - _mean.Green) / _deviation.Green;
        Values[(2 * Side * Side) + to] = (Math.Clamp(light + (1.772f * u), 0, 255) - _mean.Blue) / _deviation.Blue;
    }

    private static float Sample(ReadOnlySpan<byte> plane, int width, int height, float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1));
        var (column, row) = ((int)x, (int)y);
        var (right, below) = (Math.Min(column + 1, width - 1), Math.Min(row + 1, height - 1));
        var (shareX, shareY) = (x - column, y - row);
        var above = plane[(row * width) + column] + ((plane[(row * width) + right] - plane[(row * width) + column]) * shareX);
        var under = plane[(below * width) + column] + ((plane[(below * width) + right] - plane[(below * width) + column]) * shareX);
        return above + ((under - above) * shareY);
    }
}
