using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>The list of models that the product knows; read once at start, all mistakes named at once.</summary>
public sealed class ModelManifest
{
    /// <summary>Larger manifests are not read.</summary>
    public const int MostBytes = 256 * 1024;
    private const int Version = 1;
    private const int MostModels = 64;
    private const int Deepest = 8;

    private ModelManifest(IReadOnlyList<ModelEntry> models) => Models = models;

    public IReadOnlyList<ModelEntry> Models { get; }

    public ModelEntry? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>Reads the manifest's text; throws <see cref="ContractException"/> with every broken field.</summary>
    public static ModelManifest Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            throw Refused(Refusal.Of("manifest", $"{utf8.Length} bytes", $"at most {MostBytes} bytes"));
        }
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Deepest });
            return Read(document.RootElement);
        }
        catch (JsonException mistake)
        {
            throw Refused(Refusal.Of("manifest", $"line {mistake.LineNumber + 1}", "JSON"));
        }
    }

    private static ModelManifest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !version.TryGetSafely(out int number) || number != Version)
        {
            throw Refused(Refusal.Of("version", null, $"{Version}, in an object"));
        }
        if (!root.TryGetProperty("models", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostModels)
        {
            throw Refused(Refusal.Of("models", null, $"a list of at most {MostModels}"));
        }
        var refusals = new List<Refusal>();
        var models = new List<ModelEntry>();
        foreach (var item in list.EnumerateArray())
        {
            if (new ModelEntryReader(item, $"models[{models.Count}]", refusals).Read() is { } model)
            {
                models.Add(model);
            }
        }
        foreach (var twice in models.GroupBy(model => model.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            refusals.Add(Refusal.Of("models.name", twice.Key, "each name once"));
        }
        return refusals.Count == 0 ? new ModelManifest(models) : throw new ContractException(refusals);
    }

    private static ContractException Refused(Refusal refusal) => new([refusal]);
}
