namespace EdgeProctoring.Vision;

/// <summary>
/// Paints a picture into planar RGB floats of 0 to 255, shrunk to fit, in the upper left corner, black beside it. Shrinking by
/// more than half averages, so that small things do not vanish between the samples.
/// </summary>
public sealed class RgbTensor
{
    private readonly int _shownWidth;
    private readonly int _shownHeight;
    private readonly int[] _left;
    private readonly int[] _right;

    /// <summary>A tensor whose longest side is the given one; both sides are multiples of 32.</summary>
    public RgbTensor(int pictureWidth, int pictureHeight, int longestSide)
    {
        Scale = (float)longestSide / Math.Max(pictureWidth, pictureHeight);
        (_shownWidth, _shownHeight) = ((int)MathF.Round(pictureWidth * Scale), (int)MathF.Round(pictureHeight * Scale));
        (Width, Height) = (Up32(_shownWidth), Up32(_shownHeight));
        Values = GC.AllocateArray<float>(3 * Width * Height, pinned: true);
        _left = new int[_shownWidth];
        _right = new int[_shownWidth];
        for (var x = 0; x < _shownWidth; x++)
        {
            (_left[x], _right[x]) = Cover(x, Scale, pictureWidth);
        }
    }

    public int Width { get; }
    public int Height { get; }
    /// <summary>Tensor pixels per picture pixel.</summary>
    public float Scale { get; }
    /// <summary>Red, green and blue plane.</summary>
    public float[] Values { get; }

    public void Paint(I420Picture picture)
    {
        var plane = Width * Height;
        for (var y = 0; y < _shownHeight; y++)
        {
            var (top, bottom) = Cover(y, Scale, picture.Height);
            PaintRow(picture, y * Width, plane, top, bottom);
        }
    }

    private void PaintRow(I420Picture picture, int at, int plane, int top, int bottom)
    {
        var luma = picture.Luma;
        var blue = picture.Blue;
        var red = picture.Red;
        var half = picture.Width / 2;
        for (var x = 0; x < _shownWidth; x++)
        {
            int light = 0, bluish = 0, reddish = 0, count = 0;
            for (var row = top; row < bottom; row++)
            {
                var (start, chroma) = (row * picture.Width, (row >> 1) * half);
                for (var column = _left[x]; column < _right[x]; column++)
                {
                    light += luma[start + column];
                    bluish += blue[chroma + (column >> 1)];
                    reddish += red[chroma + (column >> 1)];
                    count++;
                }
            }
            var share = 1f / count;
            // BT.601, limited range: what H.264 cameras send.
            var (l, u, v) = (((light * share) - 16) * 1.164383f, (bluish * share) - 128, (reddish * share) - 128);
            Values[at + x] = Math.Clamp(l + (v * 1.596027f), 0, 255);
            Values[plane + at + x] = Math.Clamp(l - (u * 0.391762f) - (v * 0.812968f), 0, 255);
            Values[(2 * plane) + at + x] = Math.Clamp(l + (u * 2.017232f), 0, 255);
        }
    }

    /// <summary>The picture's pixels that one tensor pixel stands for: from, up to.</summary>
    private static (int From, int To) Cover(int at, float scale, int size)
    {
        var from = Math.Min(size - 1, (int)(at / scale));
        return (from, Math.Clamp((int)((at + 1) / scale), from + 1, size));
    }

    private static int Up32(int side) => (side + 31) / 32 * 32;
}
