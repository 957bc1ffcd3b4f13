namespace EdgeProctoring.Vision.Tests.Pixels;

/// <summary>The fast painter against the plain one, over shapes, regions and ways to fit.</summary>
public class PictureTensorTests
{
    /// <summary>Grey levels: 8.8 fixed point, weights of 1/256, times two for blue.</summary>
    private const double Most = 2.5;
    private const double Usual = 0.6;

    public static TheoryData<int, int, int, int, TensorFit> Shapes => new()
    {
        { 1920, 1080, 416, 416, TensorFit.Letterbox },
        { 1920, 1080, 416, 416, TensorFit.Stretch },
        { 1280, 720, 1280, 736, TensorFit.Letterbox },
        { 640, 480, 320, 320, TensorFit.Letterbox },
        { 320, 240, 640, 640, TensorFit.Letterbox },
        { 64, 64, 64, 64, TensorFit.Stretch },
        { 34, 1000, 64, 64, TensorFit.Letterbox },
        { 1922, 18, 320, 320, TensorFit.Stretch },
        { 2, 2, 32, 32, TensorFit.Stretch },
        { 3840, 2160, 64, 64, TensorFit.Stretch },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Paints_what_the_plain_painter_paints(int width, int height, int tensorWidth, int tensorHeight, TensorFit fit)
    {
        var picture = Noisy(width, height, seed: width + height);
        var recipe = new TensorRecipe(tensorWidth, tensorHeight, fit, ChannelOrder.Bgr) { Pad = 114 };
        Same(recipe, picture, PictureRegion.Whole(picture));
    }

    [Fact]
    public void Paints_any_region_also_beyond_the_border()
    {
        var chance = new Random(3);
        var picture = Noisy(320, 180, seed: 9);
        var recipe = new TensorRecipe(64, 64, TensorFit.Stretch, ChannelOrder.Rgb);
        var tensor = new PictureTensor(recipe);
        for (var round = 0; round < 300; round++)
        {
            var region = new PictureRegion((float)((chance.NextDouble() * 400) - 60), (float)((chance.NextDouble() * 260) - 60),
                (float)(chance.NextDouble() * 300) + 1, (float)(chance.NextDouble() * 200) + 1);
            Same(recipe, picture, region, tensor);
        }
    }

    [Fact]
    public void Normalises_as_the_recipe_says_and_knows_full_range()
    {
        var picture = new I420Picture(64, 64, Noisy(64, 64, seed: 5).Buffer) { FullRange = true };
        Same(new TensorRecipe(96, 64, TensorFit.Letterbox, ChannelOrder.Rgb).WithImageNet(), picture, PictureRegion.Whole(picture));
    }

    [Fact]
    public void Pads_again_when_another_shape_leaves_more_free()
    {
        var recipe = new TensorRecipe(64, 64, TensorFit.Letterbox, ChannelOrder.Rgb) { Pad = 7 };
        var tensor = new PictureTensor(recipe);
        tensor.Paint(Noisy(64, 64, seed: 1));
        var wide = Noisy(64, 16, seed: 2);
        Same(recipe, wide, PictureRegion.Whole(wide), tensor);
    }

    [Fact]
    public void Tells_where_a_tensors_pixel_lies_in_the_picture()
    {
        var placement = new PictureTensor(new TensorRecipe(416, 416, TensorFit.Stretch, ChannelOrder.Rgb)).Paint(Noisy(320, 180, seed: 1), new PictureRegion(100, 50, 104, 52));
        Assert.Equal((100, 50, 204, 102), (placement.X(0), placement.Y(0), placement.X(416), placement.Y(416)));
    }

    [Fact]
    public void Refuses_a_region_that_shows_nothing() => Assert.Throws<ArgumentException>(() =>
        new PictureTensor(new TensorRecipe(64, 64, TensorFit.Stretch, ChannelOrder.Rgb)).Paint(Noisy(64, 64, seed: 1), new PictureRegion(0, 0, float.NaN, 5)));

    [Fact]
    public void Allocates_nothing_once_a_shape_is_known()
    {
        var picture = Noisy(1920, 1080, seed: 1);
        var tensor = new PictureTensor(new TensorRecipe(416, 416, TensorFit.Letterbox, ChannelOrder.Bgr));
        PictureRegion[] regions = [PictureRegion.Whole(picture), new(100, 100, 300, 300), new(7, 900, 64, 64)];
        Array.ForEach(regions, region => tensor.Paint(picture, region));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 30; round++)
        {
            tensor.Paint(picture, regions[round % regions.Length]);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Same(TensorRecipe recipe, I420Picture picture, PictureRegion region, PictureTensor? tensor = null)
    {
        tensor ??= new PictureTensor(recipe);
        tensor.Paint(picture, region);
        var plain = PlainTensor.Paint(recipe, picture, region);
        double most = 0, sum = 0;
        for (var at = 0; at < plain.Length; at++)
        {
            var off = Math.Abs(tensor.Values[at] - plain[at]) * recipe.Deviation.Red;
            most = Math.Max(most, off);
            sum += off;
        }
        Assert.True(most <= Most && sum / plain.Length <= Usual, FormattableString.Invariant($"{picture.Width}×{picture.Height} {region}: off by {most:F3} at most, {sum / plain.Length:F4} on average"));
    }

    /// <summary>Hard edges and noise: any slip of a pixel shows.</summary>
    private static I420Picture Noisy(int width, int height, int seed)
    {
        var buffer = new byte[I420Picture.Bytes(width, height)];
        new Random(seed).NextBytes(buffer);
        return new I420Picture(width, height, buffer);
    }
}
