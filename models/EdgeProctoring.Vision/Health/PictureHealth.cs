namespace EdgeProctoring.Vision;

/// <summary>Looks at brightness and outlines of a picture in a coarse grid, so that a sensor's noise averages out.</summary>
public static class PictureHealth
{
    private const int Columns = 16;
    private const int Rows = 9;
    private const int Step = 6;
    /// <summary>H.264 cameras send black as 16.</summary>
    private const int Black = 16;
    private const double DarkBelow = 25;
    /// <summary>Below this nothing can be told apart any more.</summary>
    private const double Nothing = 1;
    /// <summary>Spread of the grid over its mean: a lens' own shading stays below.</summary>
    private const double FlatBelow = 0.2;
    /// <summary>Above black; nearer to white nothing is told apart.</summary>
    private const double WhiteFrom = 205;
    private const double MostlyWhite = 0.5;

    public static PictureState Of(I420Picture picture)
    {
        Span<double> grid = stackalloc double[Columns * Rows];
        double mean = 0;
        var white = 0;
        for (var cell = 0; cell < grid.Length; cell++)
        {
            grid[cell] = Light(picture, cell % Columns, cell / Columns);
            mean += grid[cell] / grid.Length;
            white += grid[cell] >= WhiteFrom ? 1 : 0;
        }
        if (white >= MostlyWhite * grid.Length)
        {
            return PictureState.Bright;
        }
        double spread = 0;
        foreach (var cell in grid)
        {
            spread += (cell - mean) * (cell - mean) / grid.Length;
        }
        if (mean < Nothing || Math.Sqrt(spread) < FlatBelow * mean)
        {
            return PictureState.Covered;
        }
        return mean < DarkBelow ? PictureState.Dark : PictureState.Usable;
    }

    /// <summary>Mean brightness of one cell above black.</summary>
    private static double Light(I420Picture picture, int column, int row)
    {
        var (left, right) = (column * picture.Width / Columns, (column + 1) * picture.Width / Columns);
        var (top, bottom) = (row * picture.Height / Rows, (row + 1) * picture.Height / Rows);
        long sum = 0;
        var count = 0;
        for (var y = top; y < bottom; y += Step)
        {
            for (var x = left; x < right; x += Step)
            {
                sum += Math.Max(0, picture.Buffer[(y * picture.Width) + x] - Black);
                count++;
            }
        }
        return count == 0 ? 0 : (double)sum / count;
    }
}
