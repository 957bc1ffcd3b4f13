using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Synthetic.Drawing;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Synthetic.Film;

/// <summary>
/// Turns a hall's script into a short H.264 film with its ground truth. Each distinct scene is drawn once; the encoder adds
/// blur, noise and a vignette, so that it looks like a camera. Kept by the hash of the script: a second call costs nothing.
/// </summary>
public sealed class FilmStudio(string cacheFolder)
{
    /// <summary>Part of the hash: another drawing makes another film.</summary>
    private const string DrawingVersion = "3";

    /// <summary>Once per scene, before the scenes are repeated to a film.</summary>
    private const string Lens = "gblur=sigma=0.6,vignette=angle=PI/9,format=yuv420p";

    /// <summary>On every picture: a sensor never shows the same twice.</summary>
    private const string Sensor = "noise=c0s=5:c0f=t";

    /// <summary>Makes the film unless it is there. Progress: pictures drawn, of how many.</summary>
    public async Task<HallFilm> MakeAsync(HallScript script, IProgress<(int Drawn, int Of)>? progress, CancellationToken cancel)
    {
        var truth = GroundTruth.Of(script);
        var film = new HallFilm(Path.Combine(cacheFolder, $"{script.Name}-{Hash(script)}.mp4"), truth);
        if (File.Exists(film.File))
        {
            return film;
        }
        var work = Directory.CreateDirectory(Path.Combine(cacheFolder, $".{Guid.NewGuid():N}")).FullName;
        try
        {
            var list = await DrawAsync(script, work, progress, cancel);
            var made = Path.Combine(work, "film.mp4");
            await EncodeAsync(script, list, made, cancel);
            await File.WriteAllTextAsync(film.TruthFile, truth.ToJson(), cancel);
            File.Move(made, film.File, overwrite: true);
            return film;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Draws one moment of a script as a PNG picture.</summary>
    public static async Task DrawMomentAsync(HallScript script, double second, string pngFile, CancellationToken cancel)
    {
        var (_, _, scene) = SceneTimeline.Of(script).First(stretch => second >= stretch.From && second < stretch.To);
        await RasteriseAsync(Hall(script).Draw(scene), pngFile, cancel);
    }

    private static async Task<string> DrawAsync(HallScript script, string work, IProgress<(int, int)>? progress, CancellationToken cancel)
    {
        var hall = Hall(script);
        var stretches = SceneTimeline.Of(script).Select(stretch => (Seconds: stretch.To - stretch.From, Svg: hall.Draw(stretch.Scene))).ToList();
        var pictures = stretches.Select(stretch => stretch.Svg).Distinct()
            .Select((svg, number) => (Svg: svg, File: $"scene-{number}.png")).ToDictionary(picture => picture.Svg, picture => picture.File);
        var drawn = 0;
        await Parallel.ForEachAsync(pictures, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel },
            async (picture, token) =>
            {
                await RasteriseAsync(picture.Key, Path.Combine(work, picture.Value), token);
                progress?.Report((Interlocked.Increment(ref drawn), pictures.Count));
            });
        var list = new StringBuilder();
        foreach (var (seconds, svg) in stretches)
        {
            list.Append(CultureInfo.InvariantCulture, $"file '{pictures[svg]}'\nduration {seconds:0.###}\n");
        }
        // The concat reader needs the last picture once more, or its duration is lost.
        list.Append(CultureInfo.InvariantCulture, $"file '{pictures[stretches[^1].Svg]}'\n");
        var file = Path.Combine(work, "scenes.txt");
        await File.WriteAllTextAsync(file, list.ToString(), cancel);
        return file;
    }

    private static Task RasteriseAsync(string svg, string pngFile, CancellationToken cancel) =>
        Tool.RunAsync("rsvg-convert", ["--format", "png", "--output", pngFile], svg, cancel);

    private static Task EncodeAsync(HallScript script, string list, string film, CancellationToken cancel) => Tool.RunAsync("ffmpeg",
    [
        "-nostdin", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", list, "-vf",
        string.Create(CultureInfo.InvariantCulture, $"{Lens},fps={script.Rate},{Sensor}"), "-t", script.Seconds.ToString(CultureInfo.InvariantCulture),
        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "27", "-g", (script.Rate * 2).ToString(CultureInfo.InvariantCulture), "-bf", "0",
        "-movflags", "+faststart", film,
    ], null, cancel);

    private static Hall Hall(HallScript script) => new(script.Width, script.Height, script.Rows, script.Columns, script.Seed);

    private static string Hash(HallScript script)
    {
        var all = $"{DrawingVersion}|{Lens}|{Sensor}|{script.Width}x{script.Height}@{script.Rate}|{script.Rows}x{script.Columns}|{script.Seed}|"
            + $"{string.Join(',', script.Masked)}|{string.Join(',', script.Books)}|{GroundTruth.Of(script).ToJson()}|{string.Join(',', script.Events.Select(one => one.Kind))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }
}

/// <summary>A film and what it really shows.</summary>
public sealed record HallFilm(string File, GroundTruth Truth)
{
    public string TruthFile => Path.ChangeExtension(File, ".json");
}
