using System.CommandLine;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>detect</c>: shows what the node would see in a picture or clip, without a hub.</summary>
internal static class DetectCommand
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var input = new Argument<FileInfo>("input") { Description = "A picture or a clip; anything that ffmpeg reads from a file." };
        var map = new Option<FileInfo>("--seat-map") { Description = "Ground truth or seat map (JSON with 'seats'): then sightings seat by seat are printed, too." };
        var models = new Option<DirectoryInfo>("--models") { Description = "Folder of the models.", DefaultValueFactory = _ => new DirectoryInfo("models") };
        var profile = new Option<string>("--profile") { Description = "pi4, pi5, jetson or x64: how large the looked-at picture is.", DefaultValueFactory = _ => "x64" };
        profile.AcceptOnlyFromAmong("pi4", "pi5", "jetson", "x64");
        var json = new Option<bool>("--json") { Description = "One JSON line per frame (the only form; may be left out)." };
        var command = new Command("detect", """
            Prints one JSON line per frame: faces with yaw, persons and phones with their boxes in pixels, the picture's state, and
            the milliseconds of each stage. With --seat-map also what begins and ends at which seat.
              edgeproctoring-agent detect hall.mp4 --seat-map hall.json --models models
            """) { input, map, models, profile, json };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(input)!, parsed.GetValue(map), new NodeModels(parsed.GetValue(models)!.FullName, parsed.GetValue(profile)!), cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo input, FileInfo? map, NodeModels models, CancellationToken cancel)
    {
        if (!input.Exists)
        {
            throw new FileNotFoundException($"There is no file {input.FullName}; name a picture or a clip.");
        }
        var seats = map is null ? [] : GroundTruth.FromJson(await File.ReadAllTextAsync(map.FullName, cancel)).Seats;
        using var detector = models.Open();
        await using var ffmpeg = FfmpegProcess.Start("ffmpeg", FfmpegArguments.AllPictures(input.FullName), false);
        var looking = new FrameLooking(detector, seats, TimeProvider.System);
        var reader = new Y4mReader(ffmpeg.Output);
        var number = 0;
        while (await looking.NextAsync(reader, number, cancel) is { } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(line, _json));
            number++;
        }
        if (await ffmpeg.EndAsync(cancel) != 0 || number == 0)
        {
            throw new CaptureException($"{input.Name} is not a picture or clip that ffmpeg reads: {ffmpeg.LastWords}");
        }
        return Verbs.Done;
    }
}

/// <summary>Looks at frames one by one and tells what it saw and how long each stage took.</summary>
internal sealed class FrameLooking(IRoomDetector detector, IReadOnlyList<SeatPlace> seats, TimeProvider time)
{
    private readonly List<Detection> _found = [];
    private RoomWatch? _watch;

    public async Task<object?> NextAsync(Y4mReader reader, int number, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        if (await reader.NextAsync(cancel) is not { } picture)
        {
            return null;
        }
        using var frame = new Frame(picture, DateTimeOffset.UnixEpoch, TimeSpan.Zero, number);
        var read = time.GetTimestamp();
        var state = PictureHealth.Of(picture);
        var judged = time.GetTimestamp();
        detector.Detect(picture, _found);
        var detected = time.GetTimestamp();
        var changes = Watch(picture)?.Look(DateTimeOffset.UnixEpoch.AddSeconds(number), state, _found) ?? [];
        return new
        {
            frame = number,
            picture.Width,
            picture.Height,
            health = state.ToString().ToLowerInvariant(),
            faces = Of(DetectedThing.Face).Select(face => new { box = Box(face), score = Math.Round(face.Score, 3), yaw = Math.Round(face.Yaw, 1) }),
            persons = Of(DetectedThing.Person).Select(person => new { box = Box(person), score = Math.Round(person.Score, 3) }),
            phones = Of(DetectedThing.Phone).Select(phone => new { box = Box(phone), score = Math.Round(phone.Score, 3) }),
            sightings = changes.Select(change => new { kind = change.Kind.Name, change.Seat, ends = change.To is not null, change.Detail.Count, change.Detail.Yaw }),
            ms = new { read = Milliseconds(started, read), health = Milliseconds(read, judged), detect = Milliseconds(judged, detected) },
        };
    }

    private RoomWatch? Watch(I420Picture picture) => seats.Count == 0 ? null : _watch ??= new RoomWatch(
        new CameraSettings { Id = "camera", Address = "file:", Room = "room", Seats = seats },
        new ExamWindow { Exam = "exam", Room = "room", From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.MaxValue }, picture.Width, picture.Height, NodeClock.NewId);

    private IEnumerable<Detection> Of(DetectedThing thing) => _found.Where(one => one.Thing == thing);

    private static int[] Box(Detection one) => [(int)one.Left, (int)one.Top, (int)one.Width, (int)one.Height];

    private double Milliseconds(long from, long to) => Math.Round(time.GetElapsedTime(from, to).TotalMilliseconds, 1);
}
