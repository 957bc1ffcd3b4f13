using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>A drawn hall with offences, and a quiet one, through decoder, network and seats; what is reported against what was played.</summary>
internal static class HallScores
{
    private const int LooksPerSecond = 2;
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private const string Offences = """
        name: eval
        seconds: 170
        rate: 5
        seed: 42
        empty: [7]
        events:
          - { at: 6, for: 12, seat: 12, does: phone, kind: front }
          - { at: 8, for: 14, seat: 18, does: turn-left }
          - { at: 24, for: 14, seat: 4, does: leave }
          - { at: 28, for: 12, seat: 15, does: phone, kind: old }
          - { at: 30, for: 12, seat: 1, does: turn-right }
          - { at: 44, for: 10, seat: 8, with: 9, does: lean-together }
          - { at: 46, for: 12, seat: 3, does: phone, kind: back }
          - { at: 60, for: 12, seat: 20, does: leave }
          - { at: 62, for: 12, seat: 14, does: turn-left }
          - { at: 78, for: 8, does: lens-covered }
          - { at: 92, for: 10, seat: 17, does: stand }
          - { at: 96, for: 12, seat: 9, with: 10, does: pass-phone }
          - { at: 112, for: 10, seat: 2, does: stand }
          - { at: 114, for: 50, seat: 19, with: 7, does: change-seat }
          - { at: 124, for: 12, seat: 13, with: 12, does: pass-phone, kind: old }

        """;

    public static async Task PrintAsync(string name, IRoomDetector detector, int quietMinutes)
    {
        Console.WriteLine($"\n## Drawn halls, {name}\n");
        var (seen, truth) = await WatchAsync(Offences, "eval.yaml", detector);
        Console.WriteLine("| kind | played | recall | reported | precision | seconds to the sighting, mean |\n| --- | --: | --: | --: | --: | --: |");
        foreach (var kind in new[] { ObservationKind.Phone, ObservationKind.HeadTurned, ObservationKind.LookingAtNeighbour, ObservationKind.SeatEmpty, ObservationKind.HeadsTogether,
            ObservationKind.PersonStood, ObservationKind.SeatChanged, ObservationKind.ItemPassed, ObservationKind.CameraCovered })
        {
            Print(kind, [.. Played(truth, kind)], [.. seen.Where(one => one.Sighting.Kind == kind)]);
        }
        var quiet = string.Create(CultureInfo.InvariantCulture, $"name: quiet\nseconds: {quietMinutes * 60}\nrate: 2\nseed: 11\nempty: [3, 16]\n");
        var (alarms, _) = await WatchAsync(quiet, "quiet.yaml", detector);
        var wrong = alarms.Select(one => one.Sighting).Where(one => one.Kind != ObservationKind.PersonCount && !(one.Kind == ObservationKind.SeatEmpty && one.Seat is "3" or "16")).ToList();
        Console.WriteLine(FormattableString.Invariant($"\nQuiet hall of {quietMinutes} minutes: {wrong.Count} false sightings, {wrong.Count * 60.0 / quietMinutes:F1} a room-hour{(wrong.Count == 0 ? "." : $": {string.Join(", ", wrong.Select(one => $"{one.Kind} at {one.Seat}"))}.")}"));
    }

    private static void Print(ObservationKind kind, List<Stretch> played, List<Seen> reported)
    {
        var found = played.Where(one => reported.Exists(seen => one.Shares(seen.Sighting))).ToList();
        var right = reported.Count(seen => played.Exists(one => one.Shares(seen.Sighting)));
        var late = found.Select(one => reported.Where(seen => one.Shares(seen.Sighting)).Min(seen => (seen.At - _start).TotalSeconds) - one.From).DefaultIfEmpty(double.NaN).Average();
        Console.WriteLine(FormattableString.Invariant($"| {kind} | {played.Count} | {(double)found.Count / played.Count:F2} | {reported.Count} | {(reported.Count == 0 ? double.NaN : (double)right / reported.Count):F2} | {late:F1} |"));
    }

    private static IEnumerable<Stretch> Played(GroundTruth truth, ObservationKind kind)
    {
        if (kind == ObservationKind.SeatEmpty)
        {
            foreach (var seat in truth.Empty)
            {
                yield return new Stretch(seat, 0, truth.Seconds);
            }
        }
        foreach (var played in truth.Events.Where(one => KindOf(one) == kind))
        {
            yield return new Stretch(played.Seat, played.From, played.To);
            if (played.Other is { } other && kind == ObservationKind.HeadsTogether)
            {
                yield return new Stretch(other, played.From, played.To);
            }
        }
    }

    private static ObservationKind? KindOf(TrueEvent played) => Enum.Parse<HallDeed>(played.Deed) switch
    {
        HallDeed.Phone => ObservationKind.Phone,
        HallDeed.Leave => ObservationKind.SeatEmpty,
        HallDeed.TurnLeft or HallDeed.TurnRight => played.Other is null ? ObservationKind.HeadTurned : ObservationKind.LookingAtNeighbour,
        HallDeed.Stand => ObservationKind.PersonStood,
        HallDeed.ChangeSeat => ObservationKind.SeatChanged,
        HallDeed.PassPhone => ObservationKind.ItemPassed,
        HallDeed.LeanTogether => ObservationKind.HeadsTogether,
        HallDeed.LensCovered => ObservationKind.CameraCovered,
        _ => null,
    };

    /// <summary>The sightings' beginnings, each with the moment when it was first told.</summary>
    private static async Task<(List<Seen> Seen, GroundTruth Truth)> WatchAsync(string yaml, string file, IRoomDetector detector)
    {
        var script = HallScriptFile.Parse(yaml, file);
        var cache = Directory.CreateDirectory(TestKit.Checkout.File("artifacts", "halls")).FullName;
        var film = await new FilmStudio(cache).MakeAsync(script, null, CancellationToken.None);
        var camera = new CameraSettings { Id = "cam-1", Address = "file:x", Room = "r", Seats = film.Truth.Seats };
        var exam = new ExamWindow { Exam = "e", Room = "r", From = _start, To = _start.AddHours(1) };
        var ids = 0;
        var watch = new RoomWatch(camera, exam, script.Width, script.Height, _ => (++ids).ToString(CultureInfo.InvariantCulture));
        var pictures = new PictureWatch();
        var (seen, found, looks) = (new Dictionary<string, Seen>(), new List<Detection>(), 0);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-i", film.File, "-vf", $"fps={LooksPerSecond}", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })!;
        var picture = new I420Picture(script.Width, script.Height, new byte[I420Picture.Bytes(script.Width, script.Height)]);
        while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(picture.Buffer, picture.Buffer.Length, false) == picture.Buffer.Length)
        {
            detector.Detect(picture, found);
            var at = _start.AddSeconds((double)looks++ / LooksPerSecond);
            Keep(watch.Look(at, pictures.Look(picture, at), found), at);
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

    private sealed record Seen(Sighting Sighting, DateTimeOffset At);

    private sealed record Stretch(string? Seat, double From, double To)
    {
        public bool Shares(Sighting sighting) => sighting.Seat == Seat
            && (sighting.From - _start).TotalSeconds <= To + 1 && ((sighting.To ?? _start.AddDays(1)) - _start).TotalSeconds >= From - 1;
    }
}
