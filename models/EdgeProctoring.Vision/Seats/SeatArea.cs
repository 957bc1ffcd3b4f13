using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>A seat's place in pixels of the camera's picture.</summary>
internal sealed class SeatArea
{
    private readonly (float X, float Y)[] _corners;

    public SeatArea(SeatPlace seat, int pictureWidth, int pictureHeight)
    {
        Seat = seat.Id;
        Row = seat.Row;
        _corners = [.. seat.Corners.Select(corner => (corner.X * pictureWidth / (float)Limits.PictureSide, corner.Y * pictureHeight / (float)Limits.PictureSide))];
        (Left, Right) = (_corners.Min(corner => corner.X), _corners.Max(corner => corner.X));
        (Top, Bottom) = (_corners.Min(corner => corner.Y), _corners.Max(corner => corner.Y));
    }

    public string Seat { get; }
    public int Row { get; }
    public float Left { get; }
    public float Right { get; }
    public float Top { get; }
    public float Bottom { get; }

    public bool Contains(float x, float y)
    {
        var inside = false;
        for (int at = 0, before = _corners.Length - 1; at < _corners.Length; before = at++)
        {
            var (a, b) = (_corners[at], _corners[before]);
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }
        return inside;
    }

    /// <summary>How far a point lies from the seat's middle, in seats: rows overlap in a picture, the nearer middle wins.</summary>
    public float Distance(float x, float y) => Far(x, Left, Right) + Far(y, Top, Bottom);

    /// <summary>The same from where a sitting head belongs, the upper third.</summary>
    public float HeadDistance(float x, float y) => Beside(x) + (MathF.Abs(y - (Top + ((Bottom - Top) / 3))) / ((Bottom - Top) / 2));

    public float Beside(float x) => Far(x, Left, Right);

    /// <summary>Where the head of somebody is who stands at this seat: over it, up to once its height.</summary>
    public bool IsAbove(float x, float y) => x >= Left && x <= Right && y < Top + ((Bottom - Top) / 3) && y >= Top - ((Bottom - Top) / 2);

    private static float Far(float at, float from, float to) => MathF.Abs(at - ((from + to) / 2)) / ((to - from) / 2);
}
