using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What a machine knows that is to become a node (claim.json, beside the agent.json that it will get). Paths are relative to the file.</summary>
internal sealed record ClaimSettings
{
    public const string FileName = "claim.json";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The hub's address for nodes, https.</summary>
    public string Hub { get; init; } = "";
    /// <summary>PEM file with the campus's root certificate: only a hub that it vouches for is spoken to.</summary>
    public string Ca { get; init; } = "";
    /// <summary>pi4, pi5, jetson or x64.</summary>
    public string Profile { get; init; } = "";
    /// <summary>Folder of the models.</summary>
    public string Models { get; init; } = "";
    public ClaimPageSettings ClaimPage { get; init; } = new();
    public PanelSettings? Panel { get; init; }
    /// <summary>Which node of which campus this machine was before; its unsent items are never given to another one.</summary>
    public FormerNode? Was { get; init; }

    public static bool ExistsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    public static ClaimSettings Read(string folder)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ClaimSettings>(File.ReadAllText(Path.Combine(folder, FileName)), _json) ?? new ClaimSettings();
            var rooted = read with { Ca = Full(read.Ca, folder), Models = Full(read.Models, folder) };
            var faults = rooted.Faults().ToList();
            return faults.Count == 0 ? rooted : throw new SettingsException(FileName, faults);
        }
        catch (JsonException broken)
        {
            throw new SettingsException(FileName, [$"line {broken.LineNumber + 1}: {AgentSettingsFile.Reworded(broken)}"]);
        }
    }

    public void Write(string folder) => DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, _json));

    private static string Full(string path, string folder) => path.Length == 0 ? path : Path.GetFullPath(path, folder);

    private IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Hub, UriKind.Absolute, out var hub) || hub.Scheme != Uri.UriSchemeHttps)
        {
            yield return $"hub is '{Hub}'; give the hub's address for nodes as https://host:port";
        }
        if (!File.Exists(Ca))
        {
            yield return $"ca is '{Ca}', which does not exist; put the campus's root.crt there";
        }
        if (!AgentSettingsFile.Profiles.Contains(Profile))
        {
            yield return $"profile is '{Profile}'; allowed: {string.Join(", ", AgentSettingsFile.Profiles)}";
        }
        if (!File.Exists(Path.Combine(Models, NodeModels.ManifestFile)))
        {
            yield return $"models is '{Models}', where {NodeModels.ManifestFile} does not lie; name the folder of the models";
        }
        foreach (var fault in ClaimPage.Faults().Concat(Panel?.Faults() ?? []))
        {
            yield return fault;
        }
    }
}

/// <summary>A node that this machine was.</summary>
internal sealed record FormerNode(string Campus, string Node);
