using System.Globalization;
using System.Text;
using EdgeProctoring.Synthetic.Drawing;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Synthetic.Film;

/// <summary>
/// Turns a script into a short film with its ground truth: a hall into H.264, a webcam into motion JPEG. Each distinct scene
/// is drawn once; the encoder adds blur, noise and a vignette, so that it looks like a camera. Kept by the hash of its
/// pictures: a second call only draws them in memory.
/// </summary>
public sealed class FilmStudio(string cacheFolder)
{
    /// <summary>Once per scene, before the scenes are repeated to a film.</summary>
    private const string Lens = "gblur=sigma=0.6,vignette=angle=PI/9,format=yuv420p";

    /// <summary>On every picture: a sensor never shows the same twice.</summary>
    private const string Sensor = "noise=c0s=5:c0f=t";

    /// <summary>Makes the film unless it is there. Progress: pictures drawn, of how many.</summary>
    public Task<DrawnFilm> MakeAsync(HallScript script, IProgress<(int Drawn, int Of)>? progress, CancellationToken cancel) =>
        MakeAsync(FilmPlan.Of(script), progress, cancel);

    /// <summary>Makes the film unless it is there; for the fake camera of a browser.</summary>
    public Task<DrawnFilm> MakeAsync(WebcamScript script, IProgress<(int Drawn, int Of)>? progress, CancellationToken cancel) =>
        MakeAsync(FilmPlan.Of(script), progress, cancel);

    /// <summary>Draws one moment of a hall as a PNG picture.</summary>
    public static async Task DrawMomentAsync(HallScript script, double second, string pngFile, CancellationToken cancel)
    {
        var (_, _, scene) = SceneTimeline.Of(script).First(stretch => second >= stretch.From && second < stretch.To);
        await RasteriseAsync(new Hall(script.Width, script.Height, script.Rows, script.Columns, script.Seed).Draw(scene), pngFile, cancel);
    }

    private async Task<DrawnFilm> MakeAsync(FilmPlan plan, IProgress<(int, int)>? progress, CancellationToken cancel)
    {
        var film = new DrawnFilm(Path.Combine(cacheFolder, $"{plan.Name}-{plan.Hash()}{plan.Form.Ending}"), plan.Truth);
        if (File.Exists(film.File))
        {
            return film;
        }
        var work = Directory.CreateDirectory(Path.Combine(cacheFolder, $".{Guid.NewGuid():N}")).FullName;
        try
        {
            var list = await DrawAsync(plan, work, progress, cancel);
            var made = Path.Combine(work, "film" + plan.Form.Ending);
            await EncodeAsync(plan, list, made, cancel);
            await File.WriteAllTextAsync(film.TruthFile, plan.Truth.ToJson(), cancel);
            File.Move(made, film.File, overwrite: true);
            return film;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string> DrawAsync(FilmPlan plan, string work, IProgress<(int, int)>? progress, CancellationToken cancel)
    {
        var pictures = plan.Stretches.Select(stretch => stretch.Svg).Distinct()
            .Select((svg, number) => (Svg: svg, File: $"scene-{number}.png")).ToDictionary(picture => picture.Svg, picture => picture.File);
        var drawn = 0;
        await Parallel.ForEachAsync(pictures, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel },
            async (picture, token) =>
            {
                await RasteriseAsync(picture.Key, Path.Combine(work, picture.Value), token);
                progress?.Report((Interlocked.Increment(ref drawn), pictures.Count));
            });
        var list = new StringBuilder();
        foreach (var (seconds, svg) in plan.Stretches)
        {
            list.Append(CultureInfo.InvariantCulture, $"file '{pictures[svg]}'\nduration {seconds:0.###}\n");
        }
        // The concat reader needs the last picture once more, or its duration is lost.
        list.Append(CultureInfo.InvariantCulture, $"file '{pictures[plan.Stretches[^1].Svg]}'\n");
        var file = Path.Combine(work, "scenes.txt");
        await File.WriteAllTextAsync(file, list.ToString(), cancel);
        return file;
    }

    private static Task RasteriseAsync(string svg, string pngFile, CancellationToken cancel) =>
        Tool.RunAsync("rsvg-convert", ["--format", "png", "--output", pngFile], svg, cancel);

    private static Task EncodeAsync(FilmPlan plan, string list, string film, CancellationToken cancel) => Tool.RunAsync("ffmpeg",
    [
        "-nostdin", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", list, "-vf",
        string.Create(CultureInfo.InvariantCulture, $"{Lens},fps={plan.Rate},{Sensor}"), "-t", plan.Seconds.ToString(CultureInfo.InvariantCulture),
        .. plan.Form.Encoder, "-g", (plan.Rate * 2).ToString(CultureInfo.InvariantCulture), film,
    ], null, cancel);
}

/// <summary>A film and what it really shows.</summary>
public sealed record DrawnFilm(string File, GroundTruth Truth)
{
    public string TruthFile => Path.ChangeExtension(File, ".json");
}
