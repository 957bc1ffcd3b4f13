using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>Plays a drawn hall to a detector, two looks a second, as a node would look.</summary>
internal static class HallWatching
{
    private const int LooksPerSecond = 2;
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since the film began.</summary>
    public static double Second(DateTimeOffset at) => (at - _start).TotalSeconds;

    /// <summary>The sightings as they were last told, each with the moment when it was first told.</summary>
    public static async Task<(List<Seen> Seen, GroundTruth Truth)> RunAsync(HallScript script, Func<SeatRounds?, IRoomDetector> open)
    {
        var cache = Directory.CreateDirectory(TestKit.Checkout.File("artifacts", "halls")).FullName;
        var film = await new FilmStudio(cache).MakeAsync(script, null, CancellationToken.None);
        var camera = new CameraSettings { Id = "cam-1", Address = "file:x", Room = "r", Seats = film.Truth.Seats };
        var exam = new ExamWindow { Exam = "e", Room = "r", From = _start, To = _start.AddHours(1) };
        var clock = new TestKit.ManualTime(_start);
        using var detector = open(new SeatRounds(camera.Seats, TimeSpan.FromSeconds(camera.LookSeconds), clock));
        var ids = 0;
        var watch = new RoomWatch(camera, exam, script.Width, script.Height, _ => (++ids).ToString(CultureInfo.InvariantCulture));
        var pictures = new PictureWatch();
        var (seen, found) = (new Dictionary<string, Seen>(), new List<Detection>());
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-i", film.File, "-vf", $"fps={LooksPerSecond}", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })!;
        var picture = new I420Picture(script.Width, script.Height, new byte[I420Picture.Bytes(script.Width, script.Height)]);
        while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(picture.Buffer, picture.Buffer.Length, false) == picture.Buffer.Length)
        {
            var at = clock.GetUtcNow();
            detector.Detect(picture, found);
            Keep(watch.Look(at, pictures.Look(picture, at), found, detector.Rounds?.LookedAt), at);
            clock.Advance(TimeSpan.FromSeconds(1.0 / LooksPerSecond));
        }
        Keep(watch.End(_start.AddSeconds(script.Seconds)), _start.AddSeconds(script.Seconds));
        await ffmpeg.WaitForExitAsync();
        return ([.. seen.Values], film.Truth);

        void Keep(IReadOnlyList<Sighting> changes, DateTimeOffset at)
        {
            foreach (var change in changes)
            {
                seen[change.Id] = new Seen(change, seen.TryGetValue(change.Id, out var known) ? known.At : at);
            }
        }
    }
}

/// <summary>A sighting and when it was first told.</summary>
internal sealed record Seen(Sighting Sighting, DateTimeOffset At);

/// <summary>Seconds in which something is played at a seat.</summary>
internal sealed record Stretch(string? Seat, double From, double To)
{
    public bool Shares(Sighting sighting) => sighting.Seat == Seat
        && HallWatching.Second(sighting.From) <= To + 1 && (sighting.To is { } to ? HallWatching.Second(to) : double.MaxValue) >= From - 1;
}
