namespace EdgeProctoring.EndToEnd;

/// <summary>The product's own programs as the solution's build left them.</summary>
internal static class Programs
{
    private static readonly string _configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Hub => Built("EdgeProctoring.Hub", "edgeproctoring-hub");
    public static string Agent => Built("EdgeProctoring.EdgeAgent", "edgeproctoring-agent");

    private static string Built(string project, string program)
    {
        var path = Checkout.File("artifacts", "bin", project, _configuration, program);
        Assert.SkipUnless(File.Exists(path), $"Needs {program} to be built; 'dotnet build' builds everything.");
        return path;
    }
}
