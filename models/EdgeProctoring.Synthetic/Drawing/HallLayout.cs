using EdgeProctoring.Contracts;

namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Where the seats of a drawn hall lie in its picture: the rear row is small and high, the front row large and low.</summary>
internal sealed class HallLayout(int width, int height, int rows, int columns)
{
    private const double SmallestScale = 0.26 / 1080;
    private const double ScaleGrowth = 0.34 / 1080;

    public int Seats => rows * columns;

    /// <summary>Seats count from 1, from the rear left as the camera sees it.</summary>
    public SeatSpot Spot(int seat)
    {
        var (row, column) = ((seat - 1) / columns, (seat - 1) % columns);
        var depth = rows > 1 ? (double)row / (rows - 1) : 1;
        var pitch = width * (0.135 + (0.055 * depth));
        return new SeatSpot(seat, row,
            (width / 2.0) + ((column - ((columns - 1) / 2.0)) * pitch),
            height * (0.22 + (0.5 * depth)),
            height * (SmallestScale + (ScaleGrowth * depth)),
            pitch);
    }

    /// <summary>The seat map that campus IT would draw over this picture.</summary>
    public IReadOnlyList<SeatPlace> Map() => [.. Enumerable.Range(1, Seats).Select(Spot).Select(Place)];

    private SeatPlace Place(SeatSpot spot)
    {
        var half = Math.Min(300 * spot.Scale, width * 0.0675);
        return new SeatPlace
        {
            Id = spot.Seat.ToString(System.Globalization.CultureInfo.InvariantCulture),
            // The front row is the nearest.
            Row = rows - spot.Row,
            DistanceMm = 2500 + ((rows - 1 - spot.Row) * 1600),
            Corners =
            [
                Point(spot.X - half, spot.Y - (190 * spot.Scale)), Point(spot.X + half, spot.Y - (190 * spot.Scale)),
                Point(spot.X + half, spot.Y + (390 * spot.Scale)), Point(spot.X - half, spot.Y + (390 * spot.Scale)),
            ],
        };
    }

    private PicturePoint Point(double x, double y) => new(Share(x / width), Share(y / height));

    private static int Share(double part) => (int)Math.Clamp(Math.Round(part * Limits.PictureSide), 0, Limits.PictureSide);
}

/// <summary>One seat: the middle of the face that sits there, the size of things there, and how far the next seat is.</summary>
internal sealed record SeatSpot(int Seat, int Row, double X, double Y, double Scale, double Pitch);
