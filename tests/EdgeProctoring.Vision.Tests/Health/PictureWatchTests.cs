using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Health;

/// <summary>A drawn hall, changed in the ways that cameras fail.</summary>
public sealed class PictureWatchTests : IAsyncLifetime
{
    private const int Width = 640;
    private const int Height = 360;
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("health-").FullName;
    private readonly PictureWatch _watch = new();
    private readonly Random _noise = new(5);
    private byte[] _quiet = [];
    private byte[] _busy = [];
    private int _looks;

    public async ValueTask InitializeAsync()
    {
        Peer.Require("rsvg-convert");
        _quiet = await HallAsync(1);
        _busy = await HallAsync(12);
        Assert.NotEqual(_quiet, _busy);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void People_who_move_and_lamps_that_dim_change_nothing()
    {
        Look(_quiet, 10);

        Assert.Equal(PictureState.Usable, Look(_busy, 40));
        Assert.Equal(PictureState.Usable, Look(Each(_busy, pixel => 16 + ((pixel - 16) * 2 / 3)), 40));
    }

    [Fact]
    public void A_picture_that_stands_still_is_frozen_until_it_moves_again()
    {
        Look(_quiet, 10);

        Assert.Equal(PictureState.Usable, Stand(28));
        Assert.Equal(PictureState.Frozen, Stand(4));
        Assert.Equal(PictureState.Usable, Look(_quiet, 1));
    }

    [Fact]
    public void Another_direction_is_told_after_some_looks_and_until_it_is_back()
    {
        Look(_quiet, 10);
        var moved = Shifted(Width / 5);

        Assert.Equal(PictureState.Usable, Look(moved, 4));
        Assert.Equal(PictureState.Moved, Look(moved, 60));
        Assert.Equal(PictureState.Usable, Look(_quiet, 1));
    }

    [Fact]
    public void A_lost_focus_is_blurred()
    {
        Look(_quiet, 10);

        Assert.Equal(PictureState.Blurred, Look(Blurred(), 10));
    }

    [Fact]
    public void A_lamp_in_the_lens_is_too_bright_and_a_black_one_covered_however_long() =>
        Assert.Equal((PictureState.Bright, PictureState.Covered), (Look(Each(_quiet, pixel => Math.Min(235, pixel + 130)), 3), StandCovered()));

    private PictureState StandCovered()
    {
        var state = PictureState.Usable;
        for (var look = 0; look < 60; look++)
        {
            state = _watch.Look(Picture(Each(_quiet, _ => 40)), _start.AddSeconds(_looks++ / 2.0));
        }
        return state;
    }

    /// <summary>Looks at the same scene through a sensor that is never quite the same; the last state.</summary>
    private PictureState Look(byte[] scene, int looks)
    {
        var state = PictureState.Usable;
        for (var look = 0; look < looks; look++)
        {
            state = _watch.Look(Picture(Each(scene, pixel => Math.Clamp(pixel + _noise.Next(-3, 4), 0, 255))), _start.AddSeconds(_looks++ / 2.0));
        }
        return state;
    }

    private PictureState Stand(int looks)
    {
        var state = PictureState.Usable;
        for (var look = 0; look < looks; look++)
        {
            state = _watch.Look(Picture(_quiet), _start.AddSeconds(_looks++ / 2.0));
        }
        return state;
    }

    private static I420Picture Picture(byte[] luma)
    {
        var buffer = new byte[I420Picture.Bytes(Width, Height)];
        luma.CopyTo(buffer, 0);
        return new I420Picture(Width, Height, buffer);
    }

    private static byte[] Each(byte[] luma, Func<int, int> change) => [.. luma.Select(pixel => (byte)change(pixel))];

    private byte[] Shifted(int by) => [.. _quiet.Select((_, at) => _quiet[((at / Width) * Width) + Math.Min(Width - 1, (at % Width) + by)])];

    private byte[] Blurred()
    {
        var soft = new byte[_quiet.Length];
        for (var at = 0; at < soft.Length; at++)
        {
            var (x, y) = (at % Width, at / Width);
            var (sum, count) = (0, 0);
            for (var v = Math.Max(0, y - 4); v <= Math.Min(Height - 1, y + 4); v += 2)
            {
                for (var u = Math.Max(0, x - 4); u <= Math.Min(Width - 1, x + 4); u += 2)
                {
                    sum += _quiet[(v * Width) + u];
                    count++;
                }
            }
            soft[at] = (byte)(sum / count);
        }
        return soft;
    }

    private async Task<byte[]> HallAsync(double second)
    {
        var script = new HallScript { Width = Width, Height = Height, Rows = 3, Columns = 5, Seconds = 20, Seed = 3, Events = [new HallEvent { At = 10, For = 5, Seat = 7, Does = HallDeed.Leave }] };
        var picture = Path.Combine(_folder, "scene.png");
        await FilmStudio.DrawMomentAsync(script, second, picture, TestContext.Current.CancellationToken);
        var raw = Path.Combine(_folder, "scene.gray");
        await using var ffmpeg = ChildProcess.Start(Peer.Require("ffmpeg"), ["-nostdin", "-v", "error", "-y", "-i", picture, "-pix_fmt", "yuv420p", "-f", "rawvideo", raw]);
        Assert.Equal(0, await ffmpeg.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        return (await File.ReadAllBytesAsync(raw, TestContext.Current.CancellationToken))[..(Width * Height)];
    }
}
