namespace EdgeProctoring.Hub.Hosting;

/// <summary>Where the pages' styles and built scripts lie.</summary>
internal sealed class WebRoot(string folder)
{
    private const string InSource = "hub/EdgeProctoring.Hub/wwwroot";

    public string Folder => folder;

    /// <summary>False where nobody has run the web build yet.</summary>
    public bool HasScripts => File.Exists(Path.Combine(folder, "app", "wall.js"));

    /// <summary>The configured folder; else the source tree that this program was built in; else the one beside the program.</summary>
    public static WebRoot Find(string? configured)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); configured is null && folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, InSource);
            if (Directory.Exists(source))
            {
                return new WebRoot(source);
            }
        }
        return new WebRoot(configured ?? beside);
    }
}
