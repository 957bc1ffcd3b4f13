using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace EdgeProctoring.Packages.Tests.Architecture;

/// <summary>A product assembly as it was built, read without running it.</summary>
internal static class ProductAssembly
{
    public static string NameOf(string projectFile) =>
        XDocument.Load(projectFile).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(projectFile);

    public static string PathOf(string name)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        if (File.Exists(beside))
        {
            return beside;
        }
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var project = name switch { "edgeproctoring-hub" => "EdgeProctoring.Hub", "edgeproctoring-agent" => "EdgeProctoring.EdgeAgent", _ => name };
        var built = Checkout.File("artifacts", "bin", project, configuration, name + ".dll");
        Assert.SkipUnless(File.Exists(built), $"Needs {name} to be built; 'dotnet build' builds everything.");
        return built;
    }

    public static AssemblyFacts Load(string name) => new(PathOf(name));

    /// <summary>Every member of a type outside the assembly that its code names.</summary>
    public static IEnumerable<UsedMember> MembersUsedBy(string name)
    {
        using var file = new PEReader(File.OpenRead(PathOf(name)));
        return [.. UsedMembers.Of(file.GetMetadataReader())];
    }
}

/// <summary>What an assembly refers to.</summary>
internal sealed class AssemblyFacts(string path)
{
    public IReadOnlyList<AssemblyName> GetReferencedAssemblies()
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
