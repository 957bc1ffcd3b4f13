using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>CPU milliseconds of each stage, one thread; CPU time counts, because the machine is shared.</summary>
internal static class StageTimes
{
    private const int Rounds = 20;

    public static void Print(ModelShelf shelf, VisionProfile profile)
    {
        Console.WriteLine("\n## What it costs, CPU ms a picture on one thread\n\n| stage | ms | B |\n| --- | --: | --: |");
        var hall = Drawn(1920, 1080);
        var webcam = Drawn(640, 480);
        var found = new List<Detection>(256);
        using var near = new FaceDetector(shelf, 320, 320, FaceDetector.WebcamScore);
        using var far = new FaceDetector(shelf, 1280, 736, FaceDetector.HallScore);
        using var objects = new ObjectDetector(shelf);
        using var poses = new HeadPoseEstimator(shelf);
        using var room = new RoomDetector(shelf, profile);
        var tensor = new PictureTensor(new TensorRecipe(416, 416, TensorFit.Stretch, ChannelOrder.Rgb).WithImageNet());
        Report("faces, webcam 640×480 at 320", found, () => near.Detect(webcam, PictureRegion.Whole(webcam), found));
        Report("faces, hall 1080p at 1280×736", found, () => far.Detect(hall, PictureRegion.Whole(hall), found));
        Report("painting alone, 1080p to 416", found, () => tensor.Paint(hall));
        Report("persons and things, 416", found, () => objects.Detect(hall, PictureRegion.Whole(hall), found));
        found.Clear();
        far.Detect(hall, PictureRegion.Whole(hall), found);
        var face = found.First(one => one.Thing == DetectedThing.Face);
        Report("head pose, one face", found, () => poses.Estimate(hall, face));
        Report("webcam frame: faces, things, pose", found, () =>
        {
            near.Detect(webcam, PictureRegion.Whole(webcam), found);
            objects.Detect(webcam, PictureRegion.Whole(webcam), found);
            poses.Estimate(webcam, face);
        });
        Report($"hall of 20 seats, 1080p, all of profile {profile.Name} (target 450)", found, () => room.Detect(hall, found));
    }

    private static void Report(string name, List<Detection> found, Action stage)
    {
        stage();
        stage();
        long allocated = 0;
        var busy = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
        {
            found.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            stage();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Console.WriteLine(FormattableString.Invariant($"| {name} | {(Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / Rounds:F1} | {allocated} |"));
    }

    private static I420Picture Drawn(int width, int height)
    {
        var script = new HallScript { Name = "stage", Seconds = 10, Width = width, Height = height, Rate = 1, Seed = 42 };
        var cache = Directory.CreateDirectory(TestKit.Checkout.File("artifacts", "halls")).FullName;
        var film = Task.Run(() => new FilmStudio(cache).MakeAsync(script, null, CancellationToken.None)).GetAwaiter().GetResult();
        using var ffmpeg = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-i", film.File, "-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })!;
        var picture = new I420Picture(width, height, new byte[I420Picture.Bytes(width, height)]);
        ffmpeg.StandardOutput.BaseStream.ReadExactly(picture.Buffer);
        ffmpeg.WaitForExit();
        return picture;
    }
}
