using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent.Tests.Recording;

/// <summary>The marked copy: box and clock are in it, nothing else is changed, and the original stays as it came.</summary>
public sealed class MarksTests
{
    private const int Width = 640;
    private const int Height = 360;
    private const byte Grey = 100;
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 9, 56, 12, 100, TimeSpan.Zero);

    [Fact]
    public void Draws_the_outline_of_the_box_and_leaves_its_inside()
    {
        var picture = Picture();
        Marks.Draw(picture.Buffer, Width, Height, new PictureBox(5000, 5000, 1000, 2000), _at);
        Assert.NotEqual(Grey, Light(picture, 319, 200));
        Assert.NotEqual(Grey, Light(picture, 350, 179));
        Assert.NotEqual(Grey, Light(picture, 385, 200));
        Assert.NotEqual(Grey, Light(picture, 350, 253));
        Assert.Equal(Grey, Light(picture, 350, 200));
        Assert.Equal(Grey, Light(picture, 300, 200));
    }

    [Fact]
    public void Another_moment_gives_another_clock_and_only_there()
    {
        var (one, two) = (Picture(), Picture());
        Marks.Draw(one.Buffer, Width, Height, null, _at);
        Marks.Draw(two.Buffer, Width, Height, null, _at.AddSeconds(1));
        var different = Enumerable.Range(0, Width * Height).Where(at => one.Buffer[at] != two.Buffer[at]).ToList();
        Assert.NotEmpty(different);
        Assert.All(different, at => Assert.True(at / Width < 14 && at % Width < 190, $"Column {at % Width}, row {at / Width} changed."));
        Assert.All(Enumerable.Range(20, Height - 20), row => Assert.Equal(Grey, Light(one, 5, row)));
    }

    [Theory, InlineData(0, 0, 10_000, 10_000), InlineData(9_990, 9_990, 10_000, 10_000), InlineData(0, 0, 0, 0)]
    public void A_box_at_or_over_the_edge_is_cut_off(int left, int top, int width, int height) =>
        Marks.Draw(Picture().Buffer, Width, Height, new PictureBox(left, top, width, height), _at);

    [Fact]
    public void The_copy_differs_from_the_original_which_stays_untouched()
    {
        using var jpeg = new FrameJpeg();
        var picture = Picture();
        var before = picture.Buffer.ToArray();
        var original = jpeg.Encode(picture).ToArray();
        var marked = jpeg.EncodeMarked(picture, new PictureBox(1000, 1000, 1000, 1000), _at).ToArray();
        Assert.NotEqual(original, marked);
        Assert.Equal(before, picture.Buffer);
        Assert.Equal(original, jpeg.Encode(picture).ToArray());
    }

    private static byte Light(I420Picture picture, int x, int y) => picture.Buffer[(y * Width) + x];

    private static I420Picture Picture()
    {
        var buffer = new byte[I420Picture.Bytes(Width, Height)];
        Array.Fill(buffer, Grey, 0, Width * Height);
        Array.Fill(buffer, (byte)128, Width * Height, Width * Height / 2);
        return new I420Picture(Width, Height, buffer);
    }
}
