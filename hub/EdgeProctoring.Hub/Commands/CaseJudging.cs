using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Commands;

/// <summary>Reads packs and cases from disk for <c>judge</c>; what is wrong with them goes to the error writer, all of it.</summary>
internal sealed class CaseJudging(Stream output, TextWriter errors, Language language)
{
    public int Judge(string? pack, string input)
    {
        // Both are read, whatever is wrong with the first: all errors at once.
        var file = Case(input);
        var rules = (pack ?? (file is null ? null : file.Sitting.Pack ?? "default")) is { } named ? Pack(named) : null;
        return file is null || rules is null ? Verbs.BadInput
            : Print(JudgementJson.Text(RuleEngine.Judge(rules, file.Sitting, file.Observations, file.Verdicts), language));
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
        return Print(PackComparison.Of(first, second, cases!).ToJson());
    }

    private CaseFile? Case(string path)
    {
        if (Directory.Exists(path))
        {
            errors.WriteLine($"{path}: is a folder; one case file is judged at a time, folders are for --compare.");
            return null;
        }
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
            if (PackReader.TryRead(Text(path), out var pack, out var found))
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

    // One more than a pack may have is enough to refuse it by its length, and a wrong file may be of any length.
    private static string Text(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var text = new char[PackReader.MostCharacters + 1];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private int Print(string json)
    {
        try
        {
            output.Write(Encoding.UTF8.GetBytes(json));
            output.Flush();
            return Verbs.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"The judgement cannot be written: {e.Message}");
            return Verbs.BadInput;
        }
    }
}
