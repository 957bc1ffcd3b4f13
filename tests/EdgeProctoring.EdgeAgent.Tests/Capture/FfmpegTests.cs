using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Capture;

/// <summary>The real decoder: stopped, killed, starved. What the node does about it is on record.</summary>
public sealed partial class FfmpegTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly Nodes _nodes = new();
    private readonly Lines _log = new();
    private readonly NodeClock _clock = new(TimeProvider.System);
    private readonly Channel<Observation> _gaps = Channel.CreateUnbounded<Observation>();

    public void Dispose() => _nodes.Dispose();

    [Theory, InlineData("-STOP"), InlineData("-KILL")]
    public async Task A_decoder_that_hangs_or_dies_is_replaced_and_the_gap_is_on_record(string signal)
    {
        var film = await Films.MakeAsync(Films.Offences);
        var slot = new FrameSlot();
        using var stop = new CancellationTokenSource();
        var feeding = FeedAsync($"file:{film.File}", slot, stop.Token);
        using (await slot.TakeAsync(stop.Token).AsTask().WaitAsync(_limit))
        {
        }
        var process = Decoders().Single();
        var from = _clock.Now;
        await SignalAsync(signal, process);

        if (signal == "-STOP")
        {
            var gap = await _gaps.Reader.ReadAsync(stop.Token).AsTask().WaitAsync(_limit);
            Assert.Null(gap.To);
            Assert.InRange((_clock.Now - from).TotalSeconds, 0, 5);
            var ended = await _gaps.Reader.ReadAsync(stop.Token).AsTask().WaitAsync(_limit);
            Assert.Equal(gap.Id, ended.Id);
            Assert.InRange((ended.To!.Value - ended.From).TotalSeconds, 4, 15);
        }
        await NextAfterAsync(slot, from + TimeSpan.FromMilliseconds(500));
        Assert.Equal(2, Decoders().Count);
        await stop.CancelAsync();
        await feeding;
        Assert.All(Decoders(), one => Assert.False(Directory.Exists($"/proc/{one}"), "A decoder outlived its camera."));
    }

    [Fact]
    public async Task A_film_that_plays_once_ends_and_says_so()
    {
        var film = await Films.MakeAsync("name: short\nseconds: 10\nrate: 1\nrows: 1\ncolumns: 1\n");
        var source = new FfmpegSource("cam-1", new CameraAddress(CameraKind.File, film.File, true), 60, _clock, _log);
        var frames = 0;
        await source.PlayAsync(frame => { frames++; frame.Dispose(); }, TestContext.Current.CancellationToken).WaitAsync(_limit);
        Assert.InRange(frames, 9, 11);
    }

    [Fact]
    public async Task A_ring_that_cannot_be_written_costs_clips_but_not_the_pictures()
    {
        var film = await Films.MakeAsync(Films.Offences);
        var folder = Path.Combine(_nodes.Folder, "a [ring] 'of mine'");
        var source = new FfmpegSource("cam-1", new CameraAddress(CameraKind.File, film.File, true), 300, _clock, _log, new RingFolder(folder));
        var frames = 0;
        var playing = source.PlayAsync(frame =>
        {
            frame.Dispose();
            if (++frames == 15)
            {
                Assert.NotEmpty(Directory.EnumerateFiles(folder, "*.ts", SearchOption.AllDirectories));
                Directory.Delete(folder, recursive: true);
            }
        }, TestContext.Current.CancellationToken);
        await playing.WaitAsync(_limit * 2);
        Assert.InRange(frames, 100, 125);
    }

    [Theory]
    [InlineData("file:/nowhere/film.mp4", "No such file")]
    [InlineData("v4l2:/dev/video99", "No such file")]
    [InlineData("rtsp://user:secret@127.0.0.1:1/stream", "Connection refused")]
    public async Task Says_why_a_camera_cannot_be_played_and_keeps_its_password_to_itself(string text, string expected)
    {
        Peer.Require("ffmpeg");
        Assert.True(CameraAddress.TryParse(text, out var address, out _));
        var source = new FfmpegSource("cam-1", address, 60, _clock, _log);
        var failed = await Assert.ThrowsAsync<CaptureException>(() => source.PlayAsync(frame => frame.Dispose(), TestContext.Current.CancellationToken).WaitAsync(_limit));
        Assert.Contains(expected, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failed.Message + string.Join('\n', _log.All), StringComparison.Ordinal);
    }

    private Task FeedAsync(string text, FrameSlot slot, CancellationToken cancel)
    {
        Assert.True(CameraAddress.TryParse(text, out var address, out _));
        var camera = new CameraSettings { Id = "cam-1", Address = text, Room = "r-204", FramesPerMinute = 300 };
        var book = new StreamBook(camera, _clock.Now, new ItemMaker(_nodes.Identity(), _clock)) { Windows = [new ExamWindow { Exam = "ex-1", Room = "r-204", From = _clock.Now, To = _clock.Now.AddHours(1) }] };
        var source = new FfmpegSource("cam-1", address, camera.FramesPerMinute, _clock, _log);
        return new CameraFeed(camera, source, slot, book, new CameraGauge("cam-1", TimeProvider.System, _ => { }), Keep, _clock, _log).RunAsync(_clock.Now.AddSeconds(1), cancel);
    }

    private Task<bool> Keep(SpoolEntry entry, CancellationToken cancel)
    {
        foreach (var gap in entry.Items.Select(item => item.Observation).OfType<Observation>())
        {
            _gaps.Writer.TryWrite(gap);
        }
        return Task.FromResult(true);
    }

    private static async Task NextAfterAsync(FrameSlot slot, DateTimeOffset time)
    {
        using var late = new CancellationTokenSource(_limit);
        while (true)
        {
            using var frame = await slot.TakeAsync(late.Token);
            if (frame.At > time)
            {
                return;
            }
        }
    }

    private List<int> Decoders() => [.. _log.All.Select(line => Started().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    [GeneratedRegex(@"process (\d+)")]
    private static partial Regex Started();
}
