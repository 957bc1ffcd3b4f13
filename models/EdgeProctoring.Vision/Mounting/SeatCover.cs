namespace EdgeProctoring.Vision;

/// <summary>How much of a seat's place in the picture is covered by those who sit nearer to the camera.</summary>
internal static class SeatCover
{
    private const int Steps = 24;

    /// <summary>0 to 1, by looking at points spread over the seat's place.</summary>
    public static double Hidden(SeatArea seat, IEnumerable<SeatArea> nearer)
    {
        var before = nearer.Where(other => other.Left < seat.Right && other.Right > seat.Left && other.Top < seat.Bottom && other.Bottom > seat.Top).ToList();
        var (inside, hidden) = (0, 0);
        for (var row = 0; row < Steps; row++)
        {
            for (var column = 0; column < Steps; column++)
            {
                var x = seat.Left + ((column + 0.5f) / Steps * (seat.Right - seat.Left));
                var y = seat.Top + ((row + 0.5f) / Steps * (seat.Bottom - seat.Top));
                if (seat.Contains(x, y))
                {
                    inside++;
                    hidden += before.Exists(other => other.Contains(x, y)) ? 1 : 0;
                }
            }
        }
        return inside == 0 ? 0 : (double)hidden / inside;
    }
}
