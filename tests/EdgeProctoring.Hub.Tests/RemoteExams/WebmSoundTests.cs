using System.Diagnostics;
using EdgeProctoring.Hub.RemoteExams;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>The sound of a browser's recording, read while it comes in pieces.</summary>
public class WebmSoundTests
{
    private static readonly Random _chance = new(7);

    [Fact]
    public async Task Reads_all_sound_however_the_recording_is_cut()
    {
        var webm = await RecordingAsync(seconds: 6);
        foreach (var most in new[] { 1, 100, 5_000, webm.Length })
        {
            var (samples, last) = Sound(Cut(webm, most), new WebmSound());
            Assert.InRange(samples, 5.9 * 16_000, 6.1 * 16_000);
            Assert.InRange(last, 5_800, 6_100);
        }
    }

    [Fact]
    public async Task Finds_its_place_in_a_recording_whose_beginning_is_lost()
    {
        var webm = await RecordingAsync(seconds: 12);
        var (samples, _) = Sound([webm[(webm.Length / 3)..]], new WebmSound(isLost: true));
        Assert.InRange(samples, 2 * 16_000, 8.5 * 16_000);
    }

    [Fact]
    public void Refuses_what_is_no_recording()
    {
        var webm = new WebmSound();
        webm.Read([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], (_, _) => Assert.Fail("there is no sound"));
        Assert.True(webm.IsRefused);
    }

    [Fact]
    public async Task Survives_any_bytes()
    {
        var good = await RecordingAsync(seconds: 2);
        var rounds = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 1_000_000 : 3_000;
        using var opus = new OpusVoice();
        for (var round = 0; round < rounds; round++)
        {
            var bytes = good[..Math.Min(good.Length, 4_000)];
            for (var change = _chance.Next(1, 20); change > 0; change--)
            {
                bytes[_chance.Next(bytes.Length)] = (byte)_chance.Next(256);
            }
            var webm = new WebmSound(isLost: _chance.Next(2) == 0);
            foreach (var piece in Cut(bytes, _chance.Next(1, bytes.Length)))
            {
                webm.Read(piece, (_, packet) => Assert.InRange(opus.Decode(packet).Length, 0, 1_920));
            }
        }
    }

    private static (int Samples, long Last) Sound(IEnumerable<byte[]> pieces, WebmSound webm)
    {
        using var opus = new OpusVoice();
        var (samples, last) = (0, 0L);
        foreach (var piece in pieces)
        {
            webm.Read(piece, (at, packet) => (samples, last) = (samples + opus.Decode(packet).Length, at));
        }
        Assert.False(webm.IsRefused);
        return (samples, last);
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, int most)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var take = Math.Min(_chance.Next(1, most + 1), bytes.Length - at);
            yield return bytes[at..(at + take)];
            at += take;
        }
    }

    /// <summary>As a browser writes it: live, Opus, clusters without a length.</summary>
    private static async Task<byte[]> RecordingAsync(int seconds)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"),
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", $"sine=frequency=330:duration={seconds}", "-ac", "1", "-c:a", "libopus", "-b:a", "32k", "-f", "webm", "-live", "1", "-cluster_time_limit", "2000", "pipe:1"])
        { RedirectStandardOutput = true })!;
        using var all = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(all, TestContext.Current.CancellationToken);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        return all.ToArray();
    }
}
