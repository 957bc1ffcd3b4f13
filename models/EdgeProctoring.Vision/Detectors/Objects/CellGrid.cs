namespace EdgeProctoring.Vision;

/// <summary>Several regions of a picture side by side in one tensor, and where each of its pixels lies in the picture. One object a thread.</summary>
public sealed class CellGrid
{
    /// <summary>More regions than this would be shown too small.</summary>
    public const int Most = 9;

    private readonly Placement[] _placements = new Placement[Most];
    private readonly int _side;
    private int _count;
    private int _columns;
    private int _cellWidth;
    private int _cellHeight;

    /// <param name="side">Of the tensor, which is square.</param>
    public CellGrid(int side) => _side = side;

    public void Paint(PictureTensor tensor, I420Picture picture, PictureRegion region)
    {
        _placements[0] = tensor.Paint(picture, region);
        (_count, _columns, _cellWidth, _cellHeight) = (1, 1, _side, _side);
    }

    public void Paint(PictureTensor tensor, I420Picture picture, ReadOnlySpan<PictureRegion> regions)
    {
        if (regions.Length is 0 or > Most)
        {
            throw new ArgumentOutOfRangeException(nameof(regions), regions.Length, $"1 to {Most} regions fit into one look.");
        }
        if (regions.Length == 1)
        {
            Paint(tensor, picture, regions[0]);
            return;
        }
        _columns = (int)Math.Ceiling(Math.Sqrt(regions.Length));
        var rows = (regions.Length + _columns - 1) / _columns;
        (_count, _cellWidth, _cellHeight) = (regions.Length, _side / _columns, _side / rows);
        tensor.Pad();
        for (var at = 0; at < regions.Length; at++)
        {
            _placements[at] = tensor.Paint(picture, regions[at], new TensorCell(at % _columns * _cellWidth, at / _columns * _cellHeight, _cellWidth, _cellHeight));
        }
    }

    /// <summary>A find of the tensor in the picture's pixels; null where its middle lies in no region. What reaches over its region's border is cut there.</summary>
    internal Detection? InPicture(DetectedThing thing, float score, float sureness, (float Left, float Top, float Right, float Bottom) box, (float X, float Y) middle)
    {
        var (column, row) = (Math.Min((int)middle.X / _cellWidth, _columns - 1), (int)middle.Y / _cellHeight);
        var at = (row * _columns) + column;
        if (at >= _count)
        {
            return null;
        }
        if (_count > 1)
        {
            var (left, top) = (column * _cellWidth, row * _cellHeight);
            box = (Math.Clamp(box.Left, left, left + _cellWidth), Math.Clamp(box.Top, top, top + _cellHeight),
                Math.Clamp(box.Right, left, left + _cellWidth), Math.Clamp(box.Bottom, top, top + _cellHeight));
        }
        ref readonly var placement = ref _placements[at];
        return new Detection(thing, score, placement.X(box.Left), placement.Y(box.Top), placement.X(box.Right), placement.Y(box.Bottom), 0) { Sureness = sureness };
    }
}
