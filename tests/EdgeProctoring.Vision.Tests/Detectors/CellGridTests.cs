namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Several regions side by side in one look, and their finds back in the picture.</summary>
public class CellGridTests
{
    private const int Side = 416;
    private static readonly PictureRegion[] _three = [new(0, 0, 100, 100), new(300, 200, 200, 200), new(600, 500, 104, 208)];
    private readonly CellGrid _cells = new(Side);
    private readonly PictureTensor _tensor = new(new TensorRecipe(Side, Side, TensorFit.Stretch, ChannelOrder.Rgb));

    [Fact]
    public void A_find_lies_in_the_region_whose_cell_shows_it()
    {
        _cells.Paint(_tensor, Picture(), _three);
        var second = Find(312, 104)!.Value;
        Assert.Equal((400f, 300f), (second.CentreX, second.CentreY));
        var third = Find(104, 312)!.Value;
        Assert.Equal((652f, 604f), (third.CentreX, third.CentreY));
    }

    [Fact]
    public void Nothing_is_found_where_no_region_is_shown()
    {
        _cells.Paint(_tensor, Picture(), _three);
        Assert.Null(Find(312, 312));
        Assert.Equal(0, _tensor.Values[(312 * Side) + 312]);
    }

    [Fact]
    public void A_box_is_cut_at_the_border_of_its_region()
    {
        _cells.Paint(_tensor, Picture(), _three);
        var find = _cells.InPicture(DetectedThing.Phone, 0.5f, 0.6f, (150, 90, 300, 110), (190, 100))!.Value;
        Assert.Equal(100, find.Right, 0.01);
    }

    [Fact]
    public void Each_cell_shows_its_own_part_of_the_picture()
    {
        _cells.Paint(_tensor, Picture(), [new(0, 0, 400, 800), new(500, 0, 400, 800)]);
        var (left, right) = (_tensor.Values[(200 * Side) + 100], _tensor.Values[(200 * Side) + 300]);
        Assert.True(left < 40 && right > 200, $"left {left}, right {right}");
    }

    [Fact]
    public void After_many_a_single_region_fills_the_whole_again()
    {
        _cells.Paint(_tensor, Picture(), _three);
        _cells.Paint(_tensor, Picture(), new PictureRegion(500, 0, 416, 416));
        var find = Find(400, 400)!.Value;
        Assert.Equal((900f, 400f), (find.CentreX, find.CentreY));
    }

    [Theory, InlineData(0), InlineData(CellGrid.Most + 1)]
    public void Refuses_none_and_too_many(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _cells.Paint(_tensor, Picture(), Enumerable.Repeat(_three[0], count).ToArray()));

    private Detection? Find(float x, float y) => _cells.InPicture(DetectedThing.Phone, 0.5f, 0.6f, (x - 4, y - 4, x + 4, y + 4), (x, y));

    /// <summary>Dark on the left, bright on the right.</summary>
    private static I420Picture Picture()
    {
        var picture = new I420Picture(1000, 800, new byte[I420Picture.Bytes(1000, 800)]);
        picture.Buffer.AsSpan().Fill(128);
        for (var row = 0; row < picture.Height; row++)
        {
            picture.Buffer.AsSpan(row * picture.Width, 500).Fill(20);
            picture.Buffer.AsSpan((row * picture.Width) + 500, 500).Fill(230);
        }
        return picture;
    }
}
