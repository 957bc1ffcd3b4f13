using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Looks at the frames of one file, as the node would, and prints what it saw and how long each stage took.</summary>
internal sealed class FrameLooking(ViewDetectors detectors, IReadOnlyList<SeatPlace> seats, TimeProvider time, DetectPrinter print)
{
    private readonly List<Detection> _found = [];
    private readonly PictureWatch _pictures = new();
    private RoomWatch? _watch;

    public async Task LookAsync(FileInfo file, CancellationToken cancel)
    {
        await using var ffmpeg = FfmpegProcess.Start("ffmpeg", FfmpegArguments.AllPictures(file.FullName), false);
        var reader = new Y4mReader(ffmpeg.Output);
        var stages = new StageWatch(time);
        var number = 0;
        for (stages.Begin(); await reader.NextAsync(cancel) is { } picture; stages.Begin())
        {
            stages.Mark("read");
            using var frame = new Frame(picture, DateTimeOffset.UnixEpoch.AddSeconds(number / reader.Rate), TimeSpan.Zero, number);
            Look(file, frame, stages, number / reader.Rate);
            number++;
        }
        if (number == 0 || await ffmpeg.EndAsync(cancel) != 0)
        {
            throw new CaptureException($"{file.Name} is not a picture or clip that ffmpeg reads{(number == 0 ? "" : $" to its end (after {number} frames)")}: {ffmpeg.LastWords}");
        }
        foreach (var ended in _watch?.End(DateTimeOffset.UnixEpoch.AddSeconds(number / reader.Rate)) ?? [])
        {
            print.Sighting(file, ended);
        }
    }

    private void Look(FileInfo file, Frame frame, StageWatch stages, double second)
    {
        var picture = frame.Picture;
        var state = _pictures.Look(picture, frame.At);
        stages.Mark("health");
        detectors.Detector.Detect(picture, _found, stages);
        var changes = Watch(picture)?.Look(frame.At, state, _found, detectors.Detector.Rounds?.LookedAt) ?? [];
        stages.Mark("seats");
        print.Frame(file, frame, second, detectors.View, state, _found, stages.Stages);
        foreach (var change in changes)
        {
            print.Sighting(file, change);
        }
    }

    private RoomWatch? Watch(I420Picture picture) => seats.Count == 0 ? null : _watch ??= new RoomWatch(
        new CameraSettings { Id = "camera", Address = "file:", Room = "room", Seats = seats },
        new ExamWindow { Exam = "exam", Room = "room", From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.MaxValue }, picture.Width, picture.Height, NodeClock.NewId);
}
