using System.Buffers;
using System.Text;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent.Tests.Capture;

/// <summary>The small parts between camera and detector.</summary>
public sealed class PartsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("file:hall.mp4", true), InlineData("file:hall.mp4?once", true), InlineData("synthetic:a.yaml", true), InlineData("rtsps://u:p@host:322/s", true)]
    [InlineData("v4l2:/dev/video0", true), InlineData("libcamera:0", true)]
    [InlineData("http://host/", false), InlineData("concat:a|b", false), InlineData("file:", false), InlineData("v4l2:/dev/video0;rm", false), InlineData("v4l2:/etc/passwd", false)]
    [InlineData("libcamera:-1", false), InlineData("rtsp:", false), InlineData("", false), InlineData("-i", false)]
    public void An_address_is_one_of_a_few_kinds(string text, bool isOne) => Assert.Equal(isOne, CameraAddress.TryParse(text, out _, out _));

    [Fact]
    public async Task The_slot_holds_the_newest_frame_and_counts_what_it_dropped()
    {
        var slot = new FrameSlot();
        for (var number = 0; number < 5; number++)
        {
            slot.Put(Frame(number));
        }
        using var newest = await slot.TakeAsync(Cancel);
        Assert.Equal((4, 4), (newest.Number, slot.Dropped));
    }

    [Theory]
    [InlineData("YUV4MPEG2 W2 H2 F5:1 C420jpeg\nFRAME\nabcdef", 1)]
    [InlineData("YUV4MPEG2 W2 H2 F5:1 C420mpeg2\nFRAME\nabcdefFRAME\nghijklFRAME\nmn", 2)]
    [InlineData("YUV4MPEG2 W2 H2 F5:1\n", 0)]
    [InlineData("", 0)]
    public async Task Reads_whole_frames_and_no_half_one(string stream, int frames)
    {
        var reader = new Y4mReader(new MemoryStream(Encoding.ASCII.GetBytes(stream)));
        var read = 0;
        while (await reader.NextAsync(Cancel) is not null)
        {
            read++;
        }
        Assert.Equal(frames, read);
    }

    [Theory]
    [InlineData("YUV4MPEG2 W2 H2 C420p10\nFRAME\nabcdefabcdef"), InlineData("YUV4MPEG2 W3 H2 C420\n"), InlineData("YUV4MPEG2 W99999 H2 C420\n"), InlineData("RIFF\n"), InlineData("YUV4MPEG2")]
    [InlineData("YUV4MPEG2 W2 H2 C420\nFRAMF\nabcdef"), InlineData("YUV4MPEG2 W2 C420\n")]
    public async Task Refuses_what_is_not_such_a_stream(string stream) =>
        await Assert.ThrowsAsync<CaptureException>(async () => await new Y4mReader(new MemoryStream(Encoding.ASCII.GetBytes(stream))).NextAsync(Cancel));

    [Fact]
    public async Task Mutated_streams_give_frames_or_a_named_refusal()
    {
        var random = new Random(7);
        var good = Encoding.ASCII.GetBytes("YUV4MPEG2 W4 H2 F5:1 Ip C420jpeg XYSCSS=420JPEG\nFRAME\n123456789012FRAME\n123456789012");
        for (var turn = 0; turn < 3000; turn++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var reader = new Y4mReader(new MemoryStream(bytes));
            try
            {
                while (await reader.NextAsync(Cancel) is { } picture)
                {
                    ArrayPool<byte>.Shared.Return(picture.Buffer);
                }
            }
            catch (CaptureException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Fact]
    public void Deadlines_count_each_seat_that_nobody_looked_at_in_time()
    {
        var deadlines = new LookDeadlines(20, TimeSpan.FromSeconds(2));
        deadlines.Looked(TimeSpan.FromSeconds(1));
        deadlines.Looked(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, deadlines.Misses);
        deadlines.Looked(TimeSpan.FromSeconds(7));
        Assert.Equal(40, deadlines.Misses);
        deadlines.Rest();
        deadlines.Looked(TimeSpan.FromMinutes(5));
        Assert.Equal(40, deadlines.Misses);
    }

    [Fact]
    public void Pauses_double_to_their_bound_and_are_shortened_by_chance_and_begin_anew()
    {
        var pause = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Random(1));
        foreach (var whole in new[] { 1, 2, 4, 8, 16, 30, 30, 30 })
        {
            Assert.InRange(pause.Next().TotalSeconds, whole / 2.0, whole);
        }
        pause.Reset();
        Assert.InRange(pause.Next().TotalSeconds, 0.5, 1);
    }

    private static Frame Frame(long number) => new(new I420Picture(2, 2, ArrayPool<byte>.Shared.Rent(6)), DateTimeOffset.UnixEpoch, TimeSpan.Zero, number);
}
