namespace EdgeProctoring.Vision;

/// <summary>
/// Paints a picture, or a region of it, into three planes of floats as a network wants them. Memory is taken when the shape of
/// picture or region first appears; after that painting allocates nothing. One object a thread.
/// </summary>
public sealed class PictureTensor
{
    private readonly TensorRecipe _recipe;
    private readonly ColourLine _limited;
    private readonly ColourLine _full;
    private readonly RowBlend _lumaRows = new();
    private readonly RowBlend _chromaRows = new();
    private readonly ColumnPairs _luma = new();
    private readonly ColumnPairs _u = new();
    private readonly ColumnPairs _v = new();
    private (int Width, int Height, TensorCell Cell) _shown = (-1, -1, default);

    public PictureTensor(TensorRecipe recipe)
    {
        _recipe = recipe;
        _limited = new ColourLine(recipe, fullRange: false);
        _full = new ColourLine(recipe, fullRange: true);
        Values = GC.AllocateArray<float>(3 * recipe.Width * recipe.Height, pinned: true);
    }

    public TensorRecipe Recipe => _recipe;

    /// <summary>Three planes, row by row.</summary>
    public float[] Values { get; }

    public Placement Paint(I420Picture picture) => Paint(picture, PictureRegion.Whole(picture));

    public Placement Paint(I420Picture picture, PictureRegion region)
    {
        var cell = new TensorCell(0, 0, _recipe.Width, _recipe.Height);
        var placement = Place(region, cell);
        var shown = (Shown(region.Width, placement.ScaleX, cell.Width), Shown(region.Height, placement.ScaleY, cell.Height), cell);
        if (shown != _shown)
        {
            Pad();
            _shown = shown;
        }
        Paint(picture, region, placement, cell);
        return placement;
    }

    /// <summary>Paints a region into a part of the tensor, which others share; whoever fills the parts sees to it that none keeps an older picture.</summary>
    public Placement Paint(I420Picture picture, PictureRegion region, TensorCell cell)
    {
        var placement = Place(region, cell);
        _shown = (-1, -1, cell);
        Paint(picture, region, placement, cell);
        return placement with { Left = placement.Left - (cell.X / placement.ScaleX), Top = placement.Top - (cell.Y / placement.ScaleY) };
    }

    /// <summary>Fills everything with the colour of nothing.</summary>
    public void Pad()
    {
        var plane = _recipe.Width * _recipe.Height;
        var (red, blue) = _recipe.Order == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        Values.AsSpan(red, plane).Fill((_recipe.Pad - _recipe.Mean.Red) / _recipe.Deviation.Red);
        Values.AsSpan(plane, plane).Fill((_recipe.Pad - _recipe.Mean.Green) / _recipe.Deviation.Green);
        Values.AsSpan(blue, plane).Fill((_recipe.Pad - _recipe.Mean.Blue) / _recipe.Deviation.Blue);
    }

    private void Paint(I420Picture picture, PictureRegion region, in Placement placement, in TensorCell cell)
    {
        var (stepX, stepY) = (1 / placement.ScaleX, 1 / placement.ScaleY);
        var shown = (Width: Shown(region.Width, placement.ScaleX, cell.Width), Height: Shown(region.Height, placement.ScaleY, cell.Height));
        var (chromaWidth, chromaHeight) = (picture.Width / 2, picture.Height / 2);
        _lumaRows.Fit(region.Top, stepY, shown.Height, picture.Height);
        _chromaRows.Fit(region.Top / 2, stepY / 2, shown.Height, chromaHeight);
        _luma.Fit(region.Left, stepX, shown.Width, picture.Width);
        _u.Fit(region.Left / 2, stepX / 2, shown.Width, chromaWidth);
        _v.Fit(region.Left / 2, stepX / 2, shown.Width, chromaWidth);
        var plane = _recipe.Width * _recipe.Height;
        var (red, blue) = _recipe.Order == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        ref readonly var colour = ref picture.FullRange ? ref _full : ref _limited;
        for (var row = 0; row < shown.Height; row++)
        {
            Gather(_luma, _lumaRows, picture.Luma, picture.Width, row);
            Gather(_u, _chromaRows, picture.Blue, chromaWidth, row);
            Gather(_v, _chromaRows, picture.Red, chromaWidth, row);
            var at = ((cell.Y + row) * _recipe.Width) + cell.X;
            colour.Paint(_luma, _u, _v, Values.AsSpan(red + at, shown.Width), Values.AsSpan(plane + at, shown.Width), Values.AsSpan(blue + at, shown.Width));
        }
    }

    private Placement Place(PictureRegion region, in TensorCell cell)
    {
        if (!(region.Width > 0) || !(region.Height > 0))
        {
            throw new ArgumentException($"A region of {region.Width}×{region.Height} pixels shows nothing.", nameof(region));
        }
        var (x, y) = (cell.Width / region.Width, cell.Height / region.Height);
        return _recipe.Fit == TensorFit.Stretch ? new Placement(region.Left, region.Top, x, y)
            : new Placement(region.Left, region.Top, MathF.Min(x, y), MathF.Min(x, y));
    }

    private static void Gather(ColumnPairs columns, RowBlend rows, ReadOnlySpan<byte> plane, int stride, int row)
    {
        rows.Blend(plane, stride, columns.Column, row, columns.Row);
        columns.Gather();
    }

    private static int Shown(float side, float scale, int most) => Math.Clamp((int)MathF.Round(side * scale), 1, most);
}
