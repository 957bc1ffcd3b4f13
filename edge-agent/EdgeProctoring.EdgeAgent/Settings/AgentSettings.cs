using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// What a node must know before it can talk to anybody (agent.json). Everything else comes from the hub as its configuration.
/// Paths are relative to the file.
/// </summary>
internal sealed record AgentSettings
{
    private const string Memory = "/dev/shm";

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public string Campus { get; init; } = "";
    /// <summary>The node's name; the common name of its certificate.</summary>
    public string Node { get; init; } = "";
    /// <summary>Folder for spool, evidence and the last good configuration.</summary>
    public string Data { get; init; } = "";
    public BrokerAddress Mqtt { get; init; } = new();
    /// <summary>The hub's gRPC address, https.</summary>
    public string Grpc { get; init; } = "";
    /// <summary>PEM file.</summary>
    public string Certificate { get; init; } = "";
    /// <summary>PEM file with the certificate's P-256 key.</summary>
    public string Key { get; init; } = "";
    /// <summary>PEM file with the campus's authority.</summary>
    public string Ca { get; init; } = "";
    /// <summary>PEM file with the public P-256 key that signs configurations.</summary>
    public string ConfigurationKey { get; init; } = "";
    /// <summary>pi4, pi5, jetson or x64.</summary>
    public string Profile { get; init; } = "";
    /// <summary>Folder with manifest.json and hall-seed.onnx; other weights in its folder weights.</summary>
    public string Models { get; init; } = "";
    /// <summary>Folder for drawn films; default: films in the data folder.</summary>
    public string? Films { get; init; }
    /// <summary>Folder in memory for the last minute of each camera; default: /dev/shm, where it exists.</summary>
    public string? Ring { get; init; }
    /// <summary>Most that evidence may take of the line; 0 = no limit (default). At most 1,000,000.</summary>
    public int UploadKilobytesPerSecond { get; init; }
    /// <summary>Most that unsent items may take, 1 to 100,000; default 512.</summary>
    public int SpoolMegabytes { get; init; } = 512;
    /// <summary>Most that pictures and clips may take, 1 to 1,000,000; default 4096.</summary>
    public int EvidenceMegabytes { get; init; } = 4096;

    /// <summary>Where the claim code is shown, should the node leave its campus.</summary>
    public ClaimPageSettings ClaimPage { get; init; } = new();
    /// <summary>The pins of light, button and lid; default: none are wired.</summary>
    public PanelSettings? Panel { get; init; }

    [JsonIgnore]
    public string FilmFolder => Films ?? Path.Combine(Data, "films");

    [JsonIgnore]
    public string RingFolder => Ring ?? (Directory.Exists(Memory) ? Path.Combine(Memory, $"edgeproctoring-{DataName}") : Path.Combine(Data, "ring"));

    /// <summary>Two agents of one machine differ by their data folder.</summary>
    private string DataName => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Data)))[..16];

    /// <summary>The folder of agent.json; relative camera files are looked up there.</summary>
    [JsonIgnore]
    public string Home { get; init; } = "";
}

/// <summary>Where the campus's broker listens with TLS.</summary>
internal sealed record BrokerAddress
{
    public string Host { get; init; } = "";
    /// <summary>1 to 65535; default 8883.</summary>
    public int Port { get; init; } = 8883;
}
