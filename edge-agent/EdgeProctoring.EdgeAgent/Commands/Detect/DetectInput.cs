namespace EdgeProctoring.EdgeAgent;

/// <summary>What <c>detect</c> looks at: one file, or the pictures, clips and sounds of a folder in the order of their names.</summary>
internal static class DetectInput
{
    private static readonly string[] _shown = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff", ".mp4", ".mkv", ".mov", ".avi", ".webm", ".ts", ".mjpeg", ".y4m", ".h264"];
    private static readonly string[] _heard = [".wav", ".mp3", ".ogg", ".opus", ".flac", ".m4a"];

    public static IReadOnlyList<FileInfo> Of(FileSystemInfo input)
    {
        if (File.Exists(input.FullName))
        {
            return [new FileInfo(input.FullName)];
        }
        if (!Directory.Exists(input.FullName))
        {
            throw new FileNotFoundException($"There is no file or folder {input.FullName}; name a picture, a clip, a sound, or a folder of them.");
        }
        var all = new DirectoryInfo(input.FullName).GetFiles();
        var known = all.Where(file => Has(_shown, file) || Has(_heard, file)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (known.Count == 0)
        {
            throw new FileNotFoundException($"{input.FullName} holds {all.Length} files, and none is a picture, clip or sound by its name ({string.Join(" ", _shown.Concat(_heard))}).");
        }
        if (known.Count < all.Length)
        {
            Console.Error.WriteLine($"{all.Length - known.Count} of {all.Length} files are no pictures, clips or sounds by their names and are passed over.");
        }
        return known;
    }

    public static bool IsSound(FileInfo file) => Has(_heard, file);

    private static bool Has(string[] endings, FileInfo file) => endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);
}
