namespace EdgeProctoring.TestKit;

/// <summary>A program of the machine that a test talks to. Where it is missing the test is skipped by name, never silently.</summary>
public static class Peer
{
    private static readonly string[] _folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/usr/bin"];

    /// <summary>The program's path, or null.</summary>
    public static string? Find(string program) =>
        _folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(System.IO.File.Exists);

    /// <summary>The program's path; skips the test where it is not installed.</summary>
    public static string Require(string program)
    {
        var path = Find(program);
        Assert.SkipWhen(path is null, $"Needs the program '{program}', which is not installed; provisioning/test.sh installs it.");
        return path!;
    }
}
