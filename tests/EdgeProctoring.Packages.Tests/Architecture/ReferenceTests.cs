namespace EdgeProctoring.Packages.Tests.Architecture;

/// <summary>Who may know whom. Read from the compiled assemblies, so that it holds for code, not for intentions.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["EdgeProctoring.Contracts"] = ["EdgeProctoring.Grpc"],
        ["EdgeProctoring.Vision"] = ["EdgeProctoring.Contracts", "EdgeProctoring.OnnxRuntime"],
        ["EdgeProctoring.Synthetic"] = ["EdgeProctoring.Contracts"],
        ["EdgeProctoring.Rules"] = ["EdgeProctoring.Contracts"],
        ["edgeproctoring-agent"] =
        [
            "EdgeProctoring.Contracts", "EdgeProctoring.Vision", "EdgeProctoring.Synthetic", "EdgeProctoring.Grpc", "EdgeProctoring.Mqtt", "EdgeProctoring.Gpio",
        ],
        ["edgeproctoring-hub"] =
        [
            "EdgeProctoring.Contracts", "EdgeProctoring.Vision", "EdgeProctoring.Rules", "EdgeProctoring.Grpc", "EdgeProctoring.Mqtt",
        ],
        ["EdgeProctoring.Grpc"] = [],
        ["EdgeProctoring.Mqtt"] = [],
        ["EdgeProctoring.OnnxRuntime"] = [],
        ["EdgeProctoring.Gpio"] = [],
    };

    public static TheoryData<string> Assemblies => [.. _allowed.Keys];

    [Theory, MemberData(nameof(Assemblies))]
    public void Knows_only_whom_it_may_know(string name)
    {
        var ours = ProductAssembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("EdgeProctoring.", StringComparison.Ordinal) || reference.StartsWith("edgeproctoring-", StringComparison.Ordinal));
        Assert.Empty(ours.Except(_allowed[name]));
    }

    [Fact]
    public void Has_a_row_for_every_product_project()
    {
        var projects = new[] { "proto", "models", "edge-agent", "hub" }
            .SelectMany(folder => Directory.EnumerateFiles(Checkout.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(ProductAssembly.NameOf);
        Assert.Equal(_allowed.Keys.Order(), projects.Order());
    }

    private static readonly string[] _impure =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
    ];

    private static readonly string[] _impureTypes =
    [
        "System.Random", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.IO.File", "System.IO.FileStream",
        "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.Console", "System.Diagnostics.Process",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    [Fact]
    public void Rules_use_no_clock_random_source_file_or_network()
    {
        var members = ProductAssembly.MembersUsedBy("EdgeProctoring.Rules").ToList();
        Assert.NotEmpty(members);
        var impure = members.Where(member => _impureTypes.Contains(member.Type) || member.Type.StartsWith("System.Net.", StringComparison.Ordinal)
            || _impure.Contains($"{member.Type}.{member.Name}")
            // The compiler's own iterators ask for the thread; nothing else of the environment is anybody's business.
            || (member is { Type: "System.Environment", Name: not ("" or "get_CurrentManagedThreadId") }));
        Assert.Empty(impure);
    }
}
