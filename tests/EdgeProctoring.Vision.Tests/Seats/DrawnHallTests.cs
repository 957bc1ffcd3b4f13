using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Seats;

/// <summary>A drawn hall through the real decoder and the real network: what is played is seen, and nothing else.</summary>
public sealed class DrawnHallTests : IDisposable
{
    private const int LooksPerSecond = 2;
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-").FullName;

    [Fact]
    public async Task Sees_what_is_played_at_the_right_seats_and_nothing_else()
    {
        var seen = await WatchAsync("""
            name: offences
            seconds: 60
            rate: 5
            seed: 42
            empty: [7]
            events:
              - { at: 6, for: 10, seat: 12, does: phone, kind: front }
              - { at: 10, for: 12, seat: 18, does: turn-left }
              - { at: 26, for: 12, seat: 4, does: leave }
              - { at: 28, for: 10, seat: 15, does: phone, kind: old }
              - { at: 42, for: 8, seat: 8, with: 9, does: lean-together }
              - { at: 52, for: 5, does: lens-covered }

            """);
        var kinds = seen.Where(sighting => sighting.Kind != ObservationKind.PersonCount)
            .Select(sighting => $"{sighting.Kind} {sighting.Seat}").Distinct().Order();
        Assert.Equal(["camera.covered ", "head.to-neighbour 18", "head.turned 18", "heads.together 8", "heads.together 9", "object.phone 12", "object.phone 15", "seat.empty 4", "seat.empty 7"], kinds);
        Within(seen, ObservationKind.Phone, "12", 6, 16);
        Within(seen, ObservationKind.SeatEmpty, "4", 26, 38);
        Within(seen, ObservationKind.CameraCovered, null, 52, 57);
    }

    [Fact]
    public async Task Counts_a_stranger_and_tells_dark_from_covered()
    {
        var seen = await WatchAsync("""
            name: stranger
            seconds: 40
            rate: 5
            seed: 7
            empty: [1, 13]
            events:
              - { at: 10, for: 12, seat: 9, does: stranger }
              - { at: 30, for: 6, does: lights-off }

            """);
        var counts = seen.Where(sighting => sighting.Kind == ObservationKind.PersonCount).GroupBy(sighting => sighting.Id).Select(one => one.Last().Detail.Count);
        Assert.Equal([18, 19, 18], counts);
        Within(seen, ObservationKind.CameraDark, null, 30, 36);
        Assert.DoesNotContain(seen, sighting => sighting.Kind == ObservationKind.CameraCovered);
    }

    [Fact]
    public async Task Sees_who_stands_up_gives_a_phone_away_and_changes_the_seat()
    {
        var seen = await WatchAsync("""
            name: moves
            seconds: 80
            rate: 5
            seed: 42
            empty: [7]
            events:
              - { at: 00:08, for: 10, seat: 17, does: stand }
              - { at: 00:20, for: 12, seat: 9, with: 10, does: pass-phone }
              - { at: 00:40, for: 36, seat: 19, with: 7, does: change-seat }

            """);
        var kinds = seen.Where(sighting => sighting.Kind != ObservationKind.PersonCount)
            .Select(sighting => $"{sighting.Kind} {sighting.Seat} {sighting.Detail.OtherSeat}").Distinct().Order();
        Assert.Equal(["item.passed 9 10", "object.phone 10 ", "object.phone 9 ", "person.stood 17 ", "seat.changed 19 7", "seat.empty 19 ", "seat.empty 7 "], kinds);
        Within(seen, ObservationKind.PersonStood, "17", 8, 18);
    }

    private static void Within(List<Sighting> seen, ObservationKind kind, string? seat, double from, double to)
    {
        var sighting = seen.Last(one => one.Kind == kind && one.Seat == seat);
        Assert.InRange((sighting.From - _start).TotalSeconds, from - 0.6, from + 1.6);
        Assert.InRange((sighting.To!.Value - _start).TotalSeconds, to - 1.6, to + 0.6);
    }

    private async Task<List<Sighting>> WatchAsync(string yaml)
    {
        NativeRuntime.Require();
        Peer.Require("rsvg-convert");
        var script = HallScriptFile.Parse(yaml, "test.yaml");
        var film = await new FilmStudio(_folder).MakeAsync(script, null, TestContext.Current.CancellationToken);
        using var detector = new HallSeedDetector(Checkout.File("models", "hall-seed.onnx"), 1280);
        var camera = new CameraSettings { Id = "cam-1", Address = "file:x", Room = "r", Seats = film.Truth.Seats };
        var exam = new ExamWindow { Exam = "e", Room = "r", From = _start, To = _start.AddHours(1) };
        var ids = 0;
        var pictures = new PictureWatch();
        var watch = new RoomWatch(camera, exam, script.Width, script.Height, _ => (++ids).ToString(CultureInfo.InvariantCulture));
        var seen = new List<Sighting>();
        var found = new List<Detection>();
        var looks = 0;
        await foreach (var picture in PicturesAsync(film.File, script.Width, script.Height))
        {
            detector.Detect(picture, found);
            var at = _start.AddSeconds((double)looks++ / LooksPerSecond);
            seen.AddRange(watch.Look(at, pictures.Look(picture, at), found));
        }
        Assert.Equal(script.Seconds * LooksPerSecond, looks);
        seen.AddRange(watch.End(_start.AddSeconds(script.Seconds)));
        return seen;
    }

    private static async IAsyncEnumerable<I420Picture> PicturesAsync(string film, int width, int height)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"),
            ["-nostdin", "-v", "error", "-i", film, "-vf", $"fps={LooksPerSecond}", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })!;
        var picture = new I420Picture(width, height, new byte[I420Picture.Bytes(width, height)]);
        while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(picture.Buffer, picture.Buffer.Length, false) == picture.Buffer.Length)
        {
            yield return picture;
        }
        await ffmpeg.WaitForExitAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
