namespace EdgeProctoring.Hub.Commands;

/// <summary>The rule packs that lie beside the program.</summary>
internal static class ShippedPacks
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "rules");

    public static IReadOnlyList<string> Ids() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file of a shipped pack, or the file that was named; null where there is neither.</summary>
    public static string? Find(string idOrFile) =>
        Ids().Contains(idOrFile) ? Path.Combine(_folder, $"{idOrFile}.yaml") : File.Exists(idOrFile) ? idOrFile : null;
}
