using System.Diagnostics;

namespace EdgeProctoring.Vision.Tests.Pixels;

/// <summary>Foreign JPEG pictures: decoded when they are usual, refused by name before anything is allocated when not.</summary>
public class JpegDecoderTests
{
    [Theory]
    [InlineData("yuvj420p", 64, 48)]
    [InlineData("yuvj422p", 64, 48)]
    [InlineData("yuvj444p", 63, 47)]
    [InlineData("gray", 64, 48)]
    [InlineData("yuvj420p", 65, 49)]
    public void Decodes_what_cameras_and_browsers_send(string format, int width, int height)
    {
        using var decoder = new JpegDecoder();
        var picture = decoder.Decode(Drawn(format, width, height));
        Assert.Equal((width & ~1, height & ~1, true), (picture.Width, picture.Height, picture.FullRange));
        // The left half is dark, the right half bright.
        Assert.InRange(picture.Luma[(picture.Width * 10) + 5], 0, 60);
        Assert.InRange(picture.Luma[(picture.Width * 10) + picture.Width - 5], 190, 255);
        Assert.InRange(picture.Blue[20], 120, 136);
    }

    [Fact]
    public void Decodes_what_it_encoded()
    {
        using var encoder = new JpegEncoder();
        using var decoder = new JpegDecoder();
        var picture = new I420Picture(320, 180, [.. Enumerable.Range(0, I420Picture.Bytes(320, 180)).Select(at => (byte)(100 + (at % 320 / 8)))]);
        var back = decoder.Decode(encoder.Encode(picture, 95).Span);
        for (var at = 0; at < 320 * 180; at++)
        {
            Assert.InRange(back.Buffer[at], picture.Buffer[at] - 12, picture.Buffer[at] + 12);
        }
    }

    [Fact]
    public void Decodes_the_same_faces_as_the_reference_decoder()
    {
        var file = Checkout.Shared("testdata", "az_f1_Dad1.jpg");
        using var faces = new FaceDetector(Shelf.Require(FaceDetector.ModelName), 320, 320, FaceDetector.WebcamScore);
        using var decoder = new JpegDecoder();
        var (ours, theirs) = (new List<Detection>(), new List<Detection>());
        var picture = decoder.Decode(File.ReadAllBytes(file));
        faces.Detect(picture, PictureRegion.Whole(picture), ours);
        var reference = Detectors.LabelledPictures.Decode("az_f1_Dad1.jpg");
        faces.Detect(reference, PictureRegion.Whole(reference), theirs);
        Assert.Equal(theirs.Single().Score, ours.Single().Score, 0.03);
        Assert.True(ours[0].Overlap(theirs[0]) > 0.9);
    }

    [Fact]
    public void Refuses_a_small_file_that_asks_for_gigabytes()
    {
        var file = Drawn("yuvj420p", 64, 48);
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (0xFF, 0xFF, 0xFF, 0xFF);
        Assert.Equal(JpegRefusal.TooLarge, Refused(file));
    }

    [Fact]
    public void Refuses_a_file_whose_second_frame_is_another_one()
    {
        var file = Drawn("yuvj420p", 64, 48).ToList();
        var frame = file.ToArray().AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        file.InsertRange(frame, file.GetRange(frame, 19));
        Assert.Equal(JpegRefusal.Broken, JpegHeader.TryRead([.. file], out _));
    }

    [Fact]
    public void Refuses_more_scans_than_any_real_picture_has()
    {
        var file = Drawn("yuvj420p", 64, 48).ToList();
        var bytes = file.ToArray();
        var scan = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        for (var times = 0; times < JpegHeader.MostScans; times++)
        {
            file.InsertRange(scan, bytes[scan..(scan + 14)]);
        }
        Assert.Equal(JpegRefusal.TooManyScans, Refused([.. file]));
    }

    [Theory]
    [InlineData(new byte[0], JpegRefusal.NotJpeg)]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D }, JpegRefusal.NotJpeg)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }, JpegRefusal.Broken)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0x00 }, JpegRefusal.Broken)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC9, 0x00, 0x0B, 8, 0, 8, 0, 8, 1, 1, 0x11, 0 }, JpegRefusal.Unusual)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B, 12, 0, 8, 0, 8, 1, 1, 0x11, 0 }, JpegRefusal.Unusual)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B, 8, 0, 0, 0, 8, 1, 1, 0x11, 0 }, JpegRefusal.TooLarge)]
    public void Names_what_is_wrong(byte[] file, JpegRefusal refusal) => Assert.Equal(refusal, Refused(file));

    [Fact]
    public void Refuses_more_bytes_than_it_takes()
    {
        var file = new byte[JpegHeader.MostBytes + 1];
        (file[0], file[1]) = (0xFF, 0xD8);
        Assert.Equal(JpegRefusal.TooLong, Refused(file));
    }

    [Fact]
    public void Shows_a_file_that_ends_too_early_as_far_as_it_goes()
    {
        using var decoder = new JpegDecoder();
        var file = Drawn("yuvj420p", 640, 480);
        Assert.Equal(640, decoder.Decode(file.AsSpan(0, file.Length * 2 / 3)).Width);
    }

    [Fact]
    public void Reads_or_refuses_damaged_headers_and_allocates_nothing()
    {
        byte[][] good = [Drawn("yuvj420p", 64, 48), Drawn("gray", 16, 16)];
        var chance = new Random(8);
        var damaged = Enumerable.Range(0, 500).Select(at => Fuzz.Damage(good[at % 2][..Math.Min(700, good[at % 2].Length)], chance)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var file in damaged)
        {
            Within(JpegHeader.TryRead(file, out var header), header);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        var rounds = Fuzz.Rounds(100_000, 1_000_000);
        for (var round = 0; round < rounds; round++)
        {
            Within(JpegHeader.TryRead(Fuzz.Damage(good[round % 2], chance), out var header), header);
        }
    }

    [Fact]
    public void Decodes_or_refuses_damaged_pictures_and_stays_alive()
    {
        using var decoder = new JpegDecoder();
        var good = Drawn("yuvj420p", 64, 48);
        var chance = new Random(9);
        var decoded = 0;
        var rounds = Fuzz.Rounds(3_000, 100_000);
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                decoder.Decode(Fuzz.Damage(good, chance));
                decoded++;
            }
            catch (JpegRefusedException)
            {
                // Refused by name is what is asked for.
            }
        }
        Assert.InRange(decoded, 1, rounds);
    }

    private static void Within(JpegRefusal refusal, JpegHeader header)
    {
        if (refusal == JpegRefusal.None ? (long)header.Width * header.Height is < 1 or > JpegHeader.MostPixels : header != default)
        {
            Assert.Fail($"{refusal} {header}");
        }
    }

    private static JpegRefusal Refused(byte[] file)
    {
        using var decoder = new JpegDecoder();
        return Assert.Throws<JpegRefusedException>(() => decoder.Decode(file)).Refusal;
    }

    private static byte[] Drawn(string format, int width, int height)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"), ["-nostdin", "-v", "error", "-f", "lavfi", "-i",
            $"color=black:s={width}x{height}:d=1,drawbox=x={width / 2}:w={width}:h={height}:color=white:t=fill,format={format}", "-frames:v", "1", "-q:v", "2", "-f", "mjpeg", "pipe:1"]) { RedirectStandardOutput = true })!;
        using var all = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(all);
        ffmpeg.WaitForExit();
        return all.ToArray();
    }
}
