namespace EdgeProctoring.Vision;

/// <summary>Cuts a picture into overlapping parts, so that small things are large enough for a network of fixed size.</summary>
internal static class TilePlan
{
    /// <summary>Neighbours share this part of a tile: nobody is cut in every tile that shows him.</summary>
    private const float Shared = 0.2f;

    /// <summary>A tile with fewer pixels than this would only be blown up.</summary>
    private const float LeastSide = 360;

    /// <summary>The whole picture first, then at most so many tiles row by row; only the whole where it has no more pixels than one tile needs.</summary>
    public static IReadOnlyList<PictureRegion> Of(int width, int height, int columns, int rows)
    {
        (columns, rows) = (Fitting(width, columns), Fitting(height, rows));
        var regions = new List<PictureRegion> { new(0, 0, width, height) };
        if (columns * rows > 1)
        {
            var (across, down) = (width / (columns - ((columns - 1) * Shared)), height / (rows - ((rows - 1) * Shared)));
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    regions.Add(new PictureRegion(column * across * (1 - Shared), row * down * (1 - Shared), across, down));
                }
            }
        }
        return regions;
    }

    private static int Fitting(int side, int most)
    {
        var count = most;
        while (count > 1 && side / (count - ((count - 1) * Shared)) < LeastSide)
        {
            count--;
        }
        return count;
    }
}
