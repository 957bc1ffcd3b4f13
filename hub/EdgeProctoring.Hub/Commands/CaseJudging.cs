using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Commands;

/// <summary>Reads packs and cases from disk for <c>judge</c>; what is wrong with them goes to the error writer, all of it.</summary>
internal sealed class CaseJudging(Stream output, TextWriter errors, Language language)
{
    public int Judge(string? pack, string input)
    {
        if (Case(input) is not { } file || Pack(pack ?? file.Sitting.Pack ?? "default") is not { } rules)
        {
            return Verbs.BadInput;
        }
        Print(JudgementJson.Text(RuleEngine.Judge(rules, file.Sitting, file.Observations, file.Verdicts), language));
        return Verbs.Done;
    }

    public int Compare(string before, string after, IReadOnlyList<string> inputs)
    {
        var (first, second) = (Pack(before), Pack(after));
        var cases = inputs.SelectMany(Files).Select(Case).ToList();
        if (first is null || second is null || cases.Contains(null))
        {
            return Verbs.BadInput;
        }
        if (cases.Count == 0)
        {
            errors.WriteLine($"{string.Join(", ", inputs)}: no case file (*.jsonl) here.");
            return Verbs.BadInput;
        }
        Print(PackComparison.Of(first, second, cases!).ToJson());
        return Verbs.Done;
    }

    private CaseFile? Case(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (CaseReader.TryRead(stream, out var file, out var refusals))
            {
                return file;
            }
            foreach (var refusal in refusals)
            {
                errors.WriteLine($"{path}: {refusal}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine($"{path}: cannot be read: {e.Message}");
        }
        return null;
    }

    private RulePack? Pack(string idOrFile)
    {
        if (ShippedPacks.Find(idOrFile) is not { } path)
        {
            errors.WriteLine($"{idOrFile}: neither a file nor a shipped pack; shipped: {string.Join(", ", ShippedPacks.Ids())}");
            return null;
        }
        try
        {
            if (PackReader.TryRead(File.ReadAllText(path), out var pack, out var found))
            {
                return pack;
            }
            foreach (var error in found)
            {
                errors.WriteLine($"{path}: {error}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path}: cannot be read: {e.Message}");
        }
        return null;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.jsonl").Order(StringComparer.Ordinal) : [path];

    private void Print(string json)
    {
        output.Write(Encoding.UTF8.GetBytes(json));
        output.Flush();
    }
}
