namespace EdgeProctoring.Vision;

/// <summary>
/// What a picture looks like from afar: where it is lighter or darker than around, in a coarse grid, and how sharp it is. Two
/// outlines of the same view are alike whatever people do in it and however bright the light is.
/// </summary>
internal sealed class SceneOutline
{
    private const int Columns = 48;
    private const int Rows = 27;
    private const int Step = 4;

    private readonly double[] _light = new double[Columns * Rows];
    private readonly double[] _cells = new double[Columns * Rows];

    /// <summary>
    /// Mean square difference between neighbouring pixels, over the variance of the picture: a few strong edges count, a
    /// sensor's noise hardly does.
    /// </summary>
    public double Sharpness { get; private set; }

    /// <summary>Changes when any looked-at pixel does.</summary>
    public ulong Fingerprint { get; private set; }

    public void Read(I420Picture picture)
    {
        var luma = picture.Luma;
        ulong print = 14_695_981_039_346_656_037;
        long edges = 0;
        var looked = 0;
        for (var row = 0; row < Rows; row++)
        {
            var (top, bottom) = (row * picture.Height / Rows, (row + 1) * picture.Height / Rows);
            for (var column = 0; column < Columns; column++)
            {
                var (left, right) = (column * picture.Width / Columns, (column + 1) * picture.Width / Columns);
                long sum = 0;
                var count = 0;
                for (var y = top; y < bottom; y += Step)
                {
                    var line = luma.Slice(y * picture.Width, picture.Width);
                    for (var x = left; x < right; x += Step)
                    {
                        var pixel = line[x];
                        sum += pixel;
                        count++;
                        print = (print ^ pixel) * 1_099_511_628_211;
                        var step = x + 1 < line.Length ? line[x + 1] - pixel : 0;
                        edges += step * step;
                    }
                }
                looked += count;
                _light[(row * Columns) + column] = count == 0 ? 0 : (double)sum / count;
            }
        }
        Fingerprint = print;
        var spread = Spread(_light, Mean(_light));
        Sharpness = looked == 0 || spread < 1 ? 0 : edges / (double)looked / (spread * spread);
        CompareWithAround();
    }

    /// <summary>1 = the same view, 0 = nothing in common (correlation of the two grids).</summary>
    public double Likeness(SceneOutline other)
    {
        var (mine, theirs) = (Mean(_cells), Mean(other._cells));
        double both = 0;
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            both += (_cells[cell] - mine) * (other._cells[cell] - theirs);
        }
        var spreads = Spread(_cells, mine) * Spread(other._cells, theirs) * _cells.Length;
        return spreads <= 0 ? 0 : both / spreads;
    }

    /// <summary>Comes nearer to another outline by a share: the light of the day wanders.</summary>
    public void Follow(SceneOutline other, double share)
    {
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            _cells[cell] += (other._cells[cell] - _cells[cell]) * share;
        }
        Sharpness += (other.Sharpness - Sharpness) * share;
    }

    /// <summary>A wall that is light above and dark below looks the same from everywhere; what stands out in it does not.</summary>
    private void CompareWithAround()
    {
        for (var row = 1; row < Rows - 1; row++)
        {
            for (var column = 1; column < Columns - 1; column++)
            {
                var at = (row * Columns) + column;
                _cells[at] = _light[at] - ((_light[at - 1] + _light[at + 1] + _light[at - Columns] + _light[at + Columns]) / 4);
            }
        }
    }

    private static double Mean(double[] cells)
    {
        double sum = 0;
        foreach (var cell in cells)
        {
            sum += cell;
        }
        return sum / cells.Length;
    }

    private static double Spread(double[] cells, double mean)
    {
        double sum = 0;
        foreach (var cell in cells)
        {
            sum += (cell - mean) * (cell - mean);
        }
        return Math.Sqrt(sum / cells.Length);
    }
}
