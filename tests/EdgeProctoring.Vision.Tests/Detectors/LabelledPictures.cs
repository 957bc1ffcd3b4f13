using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>A file of the development material and what a person counted in it.</summary>
public sealed record Labelled(string File, JsonElement Labels)
{
    public bool IsPicture => File.EndsWith(".jpg", StringComparison.Ordinal) || File.EndsWith(".png", StringComparison.Ordinal);
    public bool IsDrawn => File.StartsWith("syn_", StringComparison.Ordinal);
    public bool IsHall => File.Contains("hall", StringComparison.Ordinal);
    public int? Count(string what) => Labels.TryGetProperty(what, out var count) ? count.GetInt32() : null;
    public string? Text(string what) => Labels.TryGetProperty(what, out var text) ? text.GetString() : null;
}

/// <summary>The development material beside the checkout, decoded by ffmpeg; tests are skipped by name where it is absent.</summary>
internal static class LabelledPictures
{
    /// <summary>As a camera would send them: at most this wide and high, even sides, limited range.</summary>
    private const string AsCamera = "scale=w='min(1920,iw)':h='min(1920,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2:out_color_matrix=bt601:out_range=tv,format=yuv420p";
    private static readonly ConcurrentDictionary<string, I420Picture> _decoded = new();

    public static IReadOnlyList<Labelled> All() =>
        [.. Read("provenance.json"), .. Read("labels_synthetic.json")];

    public static I420Picture Decode(string file) => _decoded.GetOrAdd(file, name => DecodeFile(Checkout.Shared("testdata", name)));

    /// <summary>Sound as 16 kHz, one channel.</summary>
    public static float[] Hear(string file)
    {
        var bytes = Run(["-i", Checkout.Shared("testdata", file), "-ac", "1", "-ar", "16000", "-f", "f32le", "pipe:1"]);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static I420Picture DecodeFile(string path)
    {
        // Y4M tells the size in its first line; one frame follows after "FRAME\n".
        var bytes = Run(["-i", path, "-frames:v", "1", "-vf", AsCamera, "-f", "yuv4mpegpipe", "-strict", "-1", "pipe:1"]);
        var line = Array.IndexOf(bytes, (byte)'\n');
        var words = System.Text.Encoding.ASCII.GetString(bytes, 0, line).Split(' ');
        int width = Side(words, 'W'), height = Side(words, 'H');
        return new I420Picture(width, height, bytes[^I420Picture.Bytes(width, height)..]);
    }

    private static int Side(string[] words, char letter) => int.Parse(words.First(word => word[0] == letter)[1..], System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Run(string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"), ["-nostdin", "-v", "error", .. arguments]) { RedirectStandardOutput = true })!;
        using var all = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(all);
        ffmpeg.WaitForExit();
        return all.ToArray();
    }

    private static IEnumerable<Labelled> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Checkout.Shared("testdata", file)));
        return [.. document.RootElement.EnumerateArray().Select(item => new Labelled(item.GetProperty("file").GetString()!, item.GetProperty("labels").Clone()))];
    }
}
