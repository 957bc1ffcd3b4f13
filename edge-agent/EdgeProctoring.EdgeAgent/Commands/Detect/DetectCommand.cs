using System.CommandLine;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>detect</c>: shows what the node would see in pictures, clips and sounds, without a hub.</summary>
internal static class DetectCommand
{
    public static Command Create()
    {
        var input = new Argument<FileSystemInfo>("input") { Description = "A picture, a clip, a sound, or a folder of them; anything that ffmpeg reads from a file." };
        var map = new Option<FileInfo>("--seat-map") { Description = "Seat map or ground truth (JSON with 'seats'): then observations seat by seat are printed, too." };
        var models = ModelsCommand.FolderOption();
        var profile = ModelsCommand.ProfileOption();
        var view = new Option<string>("--view") { Description = "hall, webcam, or auto: by the picture (a hall where a seat map is given).", DefaultValueFactory = _ => "auto" };
        view.AcceptOnlyFromAmong("auto", "hall", "webcam");
        var audio = new Option<bool>("--audio") { Description = "Also hear whether somebody speaks in a clip or sound." };
        var json = new Option<bool>("--json") { Description = "One JSON line each (the only form; may be left out)." };
        var command = new Command("detect", """
            Prints one JSON line per frame and per observation. Boxes are [left, top, width, height] in pixels of the picture.
              type "frame"        file, frame, second, width, height, view (hall or webcam), health (usable, dark, covered, bright, frozen,
                                  moved, blurred), faces (box, score, yaw > 0 = nose to the picture's left, pitch < 0 = down, five points:
                                  eyes, nose, mouth), persons, objects (kind, box, score), people, ms per stage
              type "observation"  state (begins, clearer, ends), kind, seat, from and to in seconds, confidence 0 to 1000, detail;
                                  only with --seat-map (seats) or --audio (kind "speech")
              type "sound"        seconds heard, seconds of speech; only with --audio
              type "error"        a file of a folder that cannot be read, and why; the others go on, and the exit code is 2
              edgeproctoring-agent detect hall.mp4 --seat-map hall.json
              edgeproctoring-agent detect pictures/ --profile pi5 --view webcam
            """) { input, map, models, profile, view, audio, json };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(input)!, parsed.GetValue(map), new ModelFolder(parsed.GetValue(models)), parsed.GetValue(profile)!, parsed.GetValue(view)!, parsed.GetValue(audio), cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileSystemInfo input, FileInfo? map, ModelFolder models, string profile, string view, bool audio, CancellationToken cancel)
    {
        var files = DetectInput.Of(input);
        var seats = map is null ? [] : Seats(map);
        using var detectors = new ViewDetectors(models, VisionProfile.Of(profile), view, seats);
        var print = new DetectPrinter(Console.Out);
        var failed = 0;
        foreach (var file in files)
        {
            try
            {
                if (!DetectInput.IsSound(file))
                {
                    await new FrameLooking(detectors, seats, TimeProvider.System, print).LookAsync(file, cancel);
                }
                if (audio)
                {
                    await SoundListening.HearAsync(models, file, print, cancel);
                }
            }
            catch (CaptureException broken) when (files.Count > 1)
            {
                print.Error(file, broken.Message);
                failed++;
            }
        }
        return failed == 0 ? Verbs.Done : Verbs.BadInput;
    }

    private static IReadOnlyList<SeatPlace> Seats(FileInfo map)
    {
        if (!map.Exists)
        {
            throw new FileNotFoundException($"There is no seat map {map.FullName}.");
        }
        var (seats, refusals) = SeatMapFile.Read(map.FullName);
        return refusals.Count == 0 ? seats : throw new ContractException(refusals);
    }
}
