using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Reads agent.json: unknown keys are refused, all faults are named at once.</summary>
internal static class AgentSettingsFile
{
    private const int MostMegabytes = 1_000_000;
    public static readonly IReadOnlyList<string> Profiles = ["pi4", "pi5", "jetson", "x64"];
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    public static AgentSettings Read(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            var read = JsonSerializer.Deserialize<AgentSettings>(File.ReadAllText(file), _json) ?? throw new SettingsException(name, ["it is empty; see --help for an example"]);
            var settings = Rooted(read, Path.GetDirectoryName(Path.GetFullPath(file))!);
            var faults = Faults(settings).ToList();
            return faults.Count == 0 ? settings : throw new SettingsException(name, faults);
        }
        catch (JsonException broken)
        {
            throw new SettingsException(name, [$"line {broken.LineNumber + 1}: {Reworded(broken)}"]);
        }
        catch (IOException)
        {
            throw new SettingsException(name, [$"it cannot be read at {Path.GetFullPath(file)}; write it (see --help) or name another with --config"]);
        }
    }

    public static string Reworded(JsonException broken) => broken.Message.Contains("could not be mapped", StringComparison.Ordinal)
        ? $"{broken.Message.Split('\'')[1]} is not a setting; remove it, or mend its spelling (see --help)"
        : broken.Message.Split(" Path:")[0];

    private static AgentSettings Rooted(AgentSettings read, string home)
    {
        string Full(string path) => path.Length == 0 ? path : Path.GetFullPath(path, home);
        return read with
        {
            Home = home,
            Data = Full(read.Data),
            Certificate = Full(read.Certificate),
            Key = Full(read.Key),
            Ca = Full(read.Ca),
            ConfigurationKey = Full(read.ConfigurationKey),
            Models = Full(read.Models),
            Ring = read.Ring is { Length: > 0 } ring ? Full(ring) : null,
            Films = read.Films is { Length: > 0 } films ? Full(films) : null,
        };
    }

    private static IEnumerable<string> Faults(AgentSettings settings)
    {
        foreach (var (field, name) in new[] { ("campus", settings.Campus), ("node", settings.Node) }.Where(pair => !Topics.IsName(pair.Item2)))
        {
            yield return $"{field} is '{name}'; give 1 to {Topics.NameLength} lower-case letters, digits or hyphens";
        }
        if (settings.Data.Length == 0)
        {
            yield return "data is missing; name a folder that the agent may write to";
        }
        if (settings.Mqtt.Host.Length == 0 || Uri.CheckHostName(settings.Mqtt.Host) == UriHostNameType.Unknown)
        {
            yield return $"mqtt.host is '{settings.Mqtt.Host}'; give the broker's host name or address";
        }
        if (!Uri.TryCreate(settings.Grpc, UriKind.Absolute, out var grpc) || grpc.Scheme != Uri.UriSchemeHttps)
        {
            yield return $"grpc is '{settings.Grpc}'; give the hub's address as https://host:port";
        }
        if (!Profiles.Contains(settings.Profile))
        {
            yield return $"profile is '{settings.Profile}'; allowed: {string.Join(", ", Profiles)}";
        }
        foreach (var fault in NumberFaults(settings).Concat(settings.ClaimPage.Faults()).Concat(settings.Panel?.Faults() ?? []).Concat(FileFaults(settings)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> NumberFaults(AgentSettings settings) =>
        new (string Field, int Value, int Least, int Most)[]
        {
            ("mqtt.port", settings.Mqtt.Port, 1, 65_535), ("uploadKilobytesPerSecond", settings.UploadKilobytesPerSecond, 0, MostMegabytes),
            ("spoolMegabytes", settings.SpoolMegabytes, 1, MostMegabytes / 10), ("evidenceMegabytes", settings.EvidenceMegabytes, 1, MostMegabytes),
        }.Where(number => number.Value < number.Least || number.Value > number.Most)
            .Select(number => $"{number.Field} is {number.Value}; allowed: {number.Least} to {number.Most}");

    private static IEnumerable<string> FileFaults(AgentSettings settings)
    {
        foreach (var (field, path, cure) in new[]
        {
            ("certificate", settings.Certificate, "the node's certificate (PEM)"), ("key", settings.Key, "the certificate's key (PEM)"),
            ("ca", settings.Ca, "the campus authority's certificate (PEM)"), ("configurationKey", settings.ConfigurationKey, "the hub's configuration key (PEM)"),
        })
        {
            if (!File.Exists(path))
            {
                yield return $"{field} is '{path}', which does not exist; put {cure} there";
            }
        }
        if (!File.Exists(Path.Combine(settings.Models, NodeModels.ManifestFile)))
        {
            yield return $"models is '{settings.Models}', where {NodeModels.ManifestFile} does not lie; name the folder of the models";
        }
    }
}
