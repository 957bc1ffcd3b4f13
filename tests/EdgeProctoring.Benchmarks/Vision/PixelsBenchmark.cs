using System.Diagnostics;
using System.Runtime;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>From I420 to what networks want, the ways that the detectors use it. CPU time counts: the machine is shared.</summary>
internal static class PixelsBenchmark
{
    private const int Rounds = 40;
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(25);

    public static Task<int> RunAsync(string[] args)
    {
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        Console.WriteLine($"{Machine.Load()}, vectors of {System.Numerics.Vector<byte>.Count} bytes");
        Console.WriteLine($"{"",-46} {"CPU ms",8} {"best ms",9} {"B",5}");
        Report("letterbox 1920×1080 → 416 (target 0.6)", 1920, 1080, new(416, 416, TensorFit.Letterbox, ChannelOrder.Bgr));
        Report("stretch 1920×1080 → 416, normalised", 1920, 1080, new TensorRecipe(416, 416, TensorFit.Stretch, ChannelOrder.Rgb).WithImageNet());
        Report("letterbox 1920×1080 → 1280×736", 1920, 1080, new(1280, 736, TensorFit.Letterbox, ChannelOrder.Bgr));
        Report("letterbox 1280×720 → 1280×736", 1280, 720, new(1280, 736, TensorFit.Letterbox, ChannelOrder.Bgr));
        Report("letterbox 1280×720 → 320", 1280, 720, new(320, 320, TensorFit.Letterbox, ChannelOrder.Bgr));
        Report("face of 100×120 → 64", 1920, 1080, new(64, 64, TensorFit.Stretch, ChannelOrder.Bgr), new PictureRegion(800.5f, 300.25f, 100, 120));
        return Task.FromResult(0);
    }

    private static void Report(string name, int width, int height, TensorRecipe recipe, PictureRegion? region = null)
    {
        var buffer = new byte[I420Picture.Bytes(width, height)];
        new Random(1).NextBytes(buffer);
        var picture = new I420Picture(width, height, buffer);
        var tensor = new PictureTensor(recipe);
        var (best, cpu, all, allocated) = (double.MaxValue, 0.0, 0, 0L);
        for (var round = 0; round <= Rounds; round++)
        {
            var (calls, busy, before, from) = (0, Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(from) < _round)
            {
                tensor.Paint(picture, region ?? PictureRegion.Whole(picture));
                calls++;
            }
            // The first round is the warm-up.
            if (round > 0)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalMilliseconds / calls);
                cpu += (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds;
                all += calls;
            }
        }
        Console.WriteLine(FormattableString.Invariant($"{name,-46} {cpu / all,8:F3} {best,9:F3} {allocated,5}"));
    }
}
