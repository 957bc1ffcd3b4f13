namespace EdgeProctoring.Hub.Hosting;

/// <summary>Paths in the configuration are meant relative to the folder of the file that names them.</summary>
internal sealed class HubFiles(string folder)
{
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetFullPath(folder));
}
