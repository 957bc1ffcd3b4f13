namespace EdgeProctoring.Hub.Authority;

/// <summary>PEM files. A secret is readable by its owner alone from its first byte on.</summary>
internal static class PemFile
{
    public static string Write(string path, string pem)
    {
        File.WriteAllText(path, pem + "\n");
        return path;
    }

    public static string WriteSecret(string path, string pem)
    {
        File.Delete(path);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(pem);
        writer.Write('\n');
        return path;
    }
}
