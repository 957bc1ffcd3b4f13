using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Reads one model of the manifest and notes every field that breaks a rule.</summary>
internal sealed partial class ModelEntryReader(JsonElement item, string place, List<Refusal> refusals)
{
    private const int LongestText = 200;
    private const long MostBytes = 512L * 1024 * 1024;
    private const int MostNodes = 64;
    private const int MostSides = 8;

    public ModelEntry? Read()
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            refusals.Add(Refusal.Of(place, item.ValueKind, "an object"));
            return null;
        }
        return new ModelEntry
        {
            Name = Text("name", Names(), "lower-case letters, digits and hyphens, at most 40"),
            Task = Text("task", Anything(), "text"),
            File = Text("file", Files(), "a file name without folder"),
            Bytes = Bytes(),
            Sha256 = Text("sha256", Hashes(), "64 lower-case hexadecimal digits"),
            Licence = Text("licence", Anything(), "text"),
            Recipe = Text("recipe", Names(), "lower-case letters, digits and hyphens, at most 40"),
            OnRequest = item.TryGetProperty("onRequest", out var request) && request.ValueKind == JsonValueKind.True,
            Origin = Origin(),
            Inputs = List("inputs", Input),
            Outputs = List("outputs", output => output.ValueKind == JsonValueKind.String ? output.GetSafely() : null),
        };
    }

    private string Text(string field, Regex allowed, string limit)
    {
        var value = item.TryGetProperty(field, out var element) ? element.GetSafely() : null;
        if (value is { Length: > 0 and <= LongestText } && allowed.IsMatch(value))
        {
            return value;
        }
        refusals.Add(Refusal.Of($"{place}.{field}", value, limit));
        return "";
    }

    private long Bytes()
    {
        if (item.TryGetProperty("bytes", out var element) && element.TryGetSafely(out long value) && value is > 0 and <= MostBytes)
        {
            return value;
        }
        refusals.Add(Refusal.Of($"{place}.bytes", null, $"1 to {MostBytes}"));
        return 0;
    }

    private ModelOrigin? Origin()
    {
        if (!item.TryGetProperty("origin", out var origin))
        {
            return null;
        }
        if (origin.ValueKind == JsonValueKind.Object
            && Part("repository") is { } repository && Part("path") is { } path && Part("commit") is { } commit)
        {
            return new ModelOrigin(repository, path, commit);
        }
        refusals.Add(Refusal.Of($"{place}.origin", null, "repository, path and commit"));
        return null;

        string? Part(string field) => origin.TryGetProperty(field, out var part) && part.GetSafely() is { Length: > 0 and <= LongestText } text ? text : null;
    }

    private static ModelInput? Input(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty("name", out var name) || !input.TryGetProperty("type", out var type)
            || !input.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array || shape.GetArrayLength() > MostSides
            || name.GetSafely() is not { Length: > 0 } called || type.GetSafely() is not ("float32" or "int64"))
        {
            return null;
        }
        var sides = new List<int>();
        foreach (var element in shape.EnumerateArray())
        {
            if (!element.TryGetSafely(out int side) || side is 0 or < -1)
            {
                return null;
            }
            sides.Add(side);
        }
        return new ModelInput(called, type.GetSafely()!, sides);
    }

    private List<T> List<T>(string field, Func<JsonElement, T?> read) where T : class
    {
        var items = new List<T>();
        var right = item.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and <= MostNodes;
        if (right)
        {
            foreach (var element in list.EnumerateArray())
            {
                if (read(element) is { } one)
                {
                    items.Add(one);
                }
            }
            right = items.Count == list.GetArrayLength();
        }
        if (!right)
        {
            refusals.Add(Refusal.Of($"{place}.{field}", null, $"1 to {MostNodes}, each complete"));
        }
        return items;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Names();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$")]
    private static partial Regex Files();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hashes();

    [GeneratedRegex(".")]
    private static partial Regex Anything();
}
