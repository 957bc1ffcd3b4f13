namespace EdgeProctoring.TestKit;

/// <summary>Where the tests find the repository and what lies beside it.</summary>
public static class Checkout
{
    /// <summary>The folder that holds EdgeProctoring.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file or folder of the development material beside the checkout; the test is skipped by name where it is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        Assert.SkipUnless(Path.Exists(path), $"Needs shared/{string.Join('/', parts)} beside the checkout.");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "EdgeProctoring.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("EdgeProctoring.sln was not found above the test's folder.");
    }
}
