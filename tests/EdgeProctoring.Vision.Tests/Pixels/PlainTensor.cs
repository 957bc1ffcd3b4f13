namespace EdgeProctoring.Vision.Tests.Pixels;

/// <summary>The same as <see cref="PictureTensor"/>, written as plainly as possible: one value at a time, in doubles.</summary>
internal static class PlainTensor
{
    public static double[] Paint(TensorRecipe recipe, I420Picture picture, PictureRegion region)
    {
        double scaleX = recipe.Width / region.Width, scaleY = recipe.Height / region.Height;
        if (recipe.Fit == TensorFit.Letterbox)
        {
            scaleX = scaleY = Math.Min(scaleX, scaleY);
        }
        var shownWidth = (int)Math.Clamp(Math.Round(region.Width * scaleX), 1, recipe.Width);
        var shownHeight = (int)Math.Clamp(Math.Round(region.Height * scaleY), 1, recipe.Height);
        var plane = recipe.Width * recipe.Height;
        var values = new double[3 * plane];
        double[] mean = [recipe.Mean.Red, recipe.Mean.Green, recipe.Mean.Blue];
        double[] deviation = [recipe.Deviation.Red, recipe.Deviation.Green, recipe.Deviation.Blue];
        for (var at = 0; at < plane; at++)
        {
            var (x, y) = (at % recipe.Width, at / recipe.Width);
            double[] rgb = [recipe.Pad, recipe.Pad, recipe.Pad];
            if (x < shownWidth && y < shownHeight)
            {
                var (w, h) = (picture.Width / 2, picture.Height / 2);
                rgb = Rgb(picture.FullRange,
                    Sample(picture.Luma, picture.Width, picture.Height, region.Left, region.Top, 1 / scaleX, 1 / scaleY, x, y),
                    Sample(picture.Blue, w, h, region.Left / 2, region.Top / 2, 0.5 / scaleX, 0.5 / scaleY, x, y),
                    Sample(picture.Red, w, h, region.Left / 2, region.Top / 2, 0.5 / scaleX, 0.5 / scaleY, x, y));
            }
            for (var channel = 0; channel < 3; channel++)
            {
                var to = recipe.Order == ChannelOrder.Rgb ? channel : 2 - channel;
                values[(to * plane) + at] = (rgb[channel] - mean[channel]) / deviation[channel];
            }
        }
        return values;
    }

    private static double Sample(ReadOnlySpan<byte> plane, int width, int height, double left, double top, double stepX, double stepY, int x, int y)
    {
        if (stepY <= 2)
        {
            var at = Math.Clamp(top + ((y + 0.5) * stepY) - 0.5, 0, height - 1);
            var row = (int)at;
            return Mix(Across(plane, width, row, left, stepX, x), Across(plane, width, Math.Min(row + 1, height - 1), left, stepX, x), at - row);
        }
        var from = Math.Clamp(top + (y * stepY), 0, height - 1);
        var to = Math.Max(from + 1, Math.Clamp(top + ((y + 1) * stepY), 1, height));
        double sum = 0;
        for (var row = (int)from; row < height && row < to; row++)
        {
            sum += Across(plane, width, row, left, stepX, x) * (Math.Min(row + 1, to) - Math.Max(row, from));
        }
        return sum / (to - from);
    }

    private static double Across(ReadOnlySpan<byte> plane, int width, int row, double left, double step, int x)
    {
        var block = 1;
        while (step / block > 2)
        {
            block *= 2;
        }
        // Blocks are counted from the plane's first column; beyond its last one the last pixel is repeated.
        var at = Math.Clamp(((left + ((x + 0.5) * step)) / block) - 0.5, 0, ((width + block - 1) / block) - 1);
        var one = (int)at;
        return Mix(Block(plane, width, row, one, block), Block(plane, width, row, Math.Min(one + 1, ((width + block - 1) / block) - 1), block), at - one);
    }

    private static double Block(ReadOnlySpan<byte> plane, int width, int row, int at, int block)
    {
        double sum = 0;
        for (var x = at * block; x < (at + 1) * block; x++)
        {
            sum += plane[(row * width) + Math.Min(x, width - 1)];
        }
        return sum / block;
    }

    private static double[] Rgb(bool full, double y, double u, double v)
    {
        var (light, uu, vv) = (full ? y : (y - 16) * 255 / 219, (u - 128) * (full ? 1 : 255 / 224.0), (v - 128) * (full ? 1 : 255 / 224.0));
        return [Math.Clamp(light + (1.402 * vv), 0, 255), Math.Clamp(light - (0.344136 * uu) - (0.714136 * vv), 0, 255), Math.Clamp(light + (1.772 * uu), 0, 255)];
    }

    private static double Mix(double a, double b, double share) => a + ((b - a) * share);
}
