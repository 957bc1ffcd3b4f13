using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Where the models lie: where the user says, else the folder "models" here, else the one that belongs to this program.</summary>
internal sealed class ModelFolder(DirectoryInfo? named)
{
    private const string Usual = "models";

    public string Path { get; } = named?.FullName ?? Find();

    public ModelShelf Open() => ModelShelf.Open(Path);

    private static string Find()
    {
        var here = System.IO.Path.GetFullPath(Usual);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); !IsShelf(here) && folder is not null; folder = folder.Parent)
        {
            if (IsShelf(System.IO.Path.Combine(folder.FullName, Usual)))
            {
                return System.IO.Path.Combine(folder.FullName, Usual);
            }
        }
        return here;
    }

    private static bool IsShelf(string folder) => File.Exists(System.IO.Path.Combine(folder, NodeModels.ManifestFile));
}
