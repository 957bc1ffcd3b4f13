using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeProctoring.MutateRules;

/// <summary>A copy of the engine with all mutants in it, built beside a copy of its tests.</summary>
internal sealed partial class MutatedEngine(string root, string scratch)
{
    private const string Switch = """

        namespace EdgeProctoring.Rules;

        internal static class MutantSwitch
        {
            public static int Active = int.Parse(System.Environment.GetEnvironmentVariable("EDGEPROCTORING_MUTANT") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

            public static bool On(int number) => number == Active;
        }

        """;

    private readonly string _source = Path.Combine(root, "hub", "EdgeProctoring.Rules");
    private readonly string _copy = Path.Combine(scratch, "EdgeProctoring.Rules");

    public string Tests => Path.Combine(scratch, "tests");

    /// <summary>Builds; mutants on lines that do not compile are left out, and how many lines that were is returned with the mutants.</summary>
    public async Task<(IReadOnlyList<Mutant> Mutants, int LinesLeftOut)> BuildAsync()
    {
        var banned = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var round = 0; round < 8; round++)
        {
            var mutants = Write(banned);
            var (code, output) = await Command.RunAsync("dotnet", ["build", Path.Combine(_copy, "EdgeProctoring.Rules.csproj"), "-v", "q", "-nologo",
                "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
                "-p:GenerateDocumentationFile=false", "-p:UseArtifactsOutput=false"], TimeSpan.FromMinutes(10));
            if (code == 0)
            {
                CopyTests();
                return (mutants, banned.Values.Sum(lines => lines.Count));
            }
            var before = banned.Values.Sum(lines => lines.Count);
            foreach (Match error in ErrorPattern().Matches(output))
            {
                var file = Path.GetRelativePath(_copy, error.Groups[1].Value);
                (banned.TryGetValue(file, out var lines) ? lines : banned[file] = []).Add(int.Parse(error.Groups[2].Value, CultureInfo.InvariantCulture));
            }
            if (banned.Values.Sum(lines => lines.Count) == before)
            {
                throw new InvalidOperationException($"The mutated engine does not build:\n{output}");
            }
        }
        throw new InvalidOperationException("The mutated engine still does not build.");
    }

    private List<Mutant> Write(Dictionary<string, HashSet<int>> banned)
    {
        var mutants = new List<Mutant>();
        var number = 0;
        Directory.CreateDirectory(_copy);
        foreach (var path in Directory.EnumerateFiles(_source, "*.*", SearchOption.AllDirectories).Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            && !path.EndsWith(".lock.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(_source, path);
            var target = Path.Combine(_copy, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var text = File.ReadAllText(path);
            if (name.EndsWith(".cs", StringComparison.Ordinal))
            {
                var rewriter = new MutantRewriter(name, banned.GetValueOrDefault(name, []), mutants, () => ++number);
                text = rewriter.Visit(CSharpSyntaxTree.ParseText(text).GetRoot()).ToFullString();
            }
            else if (name.EndsWith(".csproj", StringComparison.Ordinal))
            {
                // The contracts as they were built for the tests: properties of this build must not reach them.
                text = ContractsPattern().Replace(text, $"<Reference Include=\"EdgeProctoring.Contracts\" HintPath=\"{Path.Combine(Built, "EdgeProctoring.Contracts.dll")}\" />");
            }
            File.WriteAllText(target, text, new UTF8Encoding(false));
        }
        File.WriteAllText(Path.Combine(_copy, "MutantSwitch.cs"), Switch);
        return mutants;
    }

    private string Built => Path.Combine(root, "artifacts", "bin", "EdgeProctoring.Rules.Tests", "debug");

    private void CopyTests()
    {
        if (Directory.Exists(Tests))
        {
            Directory.Delete(Tests, recursive: true);
        }
        foreach (var path in Directory.EnumerateFiles(Built, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Tests, Path.GetRelativePath(Built, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        var engine = Directory.EnumerateFiles(Path.Combine(_copy, "bin"), "EdgeProctoring.Rules.dll", SearchOption.AllDirectories).First(path => !path.Contains("/ref/", StringComparison.Ordinal));
        File.Copy(engine, Path.Combine(Tests, "EdgeProctoring.Rules.dll"), overwrite: true);
    }

    [GeneratedRegex("<ProjectReference [^>]*Contracts[^>]*/>")]
    private static partial Regex ContractsPattern();

    [GeneratedRegex(@"^\s*(/[^(\r\n]+\.cs)\((\d+),\d+\): error", RegexOptions.Multiline)]
    private static partial Regex ErrorPattern();
}
