using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The folder in which a node becomes one of a campus. Its key is made here and never leaves; a claim that was broken off goes
/// on with the same key and request.
/// </summary>
internal sealed class ClaimFolder(string folder)
{
    private const int ShownDigits = 16;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>What a node keeps until the hub has it.</summary>
    public const string DataFolder = "data";
    /// <summary>What made the machine a node of the campus that it left; the key goes as soon as it is a node again.</summary>
    private const string LeftFolder = "left";

    private string KeyFile => Path.Combine(folder, "node.key");
    private string RequestFile => Path.Combine(folder, "node.csr");
    private string CertificateFile => Path.Combine(folder, "node.crt");

    public string SettingsFile => Path.Combine(folder, "agent.json");

    /// <summary>What IT compares with the hub's page before approving.</summary>
    public static string Fingerprint(byte[] request) => Convert.ToHexStringLower(SHA256.HashData(request))[..ShownDigits];

    /// <summary>The request that the hub signs; the same one as before where a claim was broken off.</summary>
    public byte[] Request()
    {
        if (File.Exists(SettingsFile))
        {
            throw new SettingsException(folder, ["this node is claimed already (agent.json lies there); to claim it anew, move the folder away and name an empty one"]);
        }
        if (File.Exists(RequestFile) && File.Exists(KeyFile))
        {
            return File.ReadAllBytes(RequestFile);
        }
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key);
        DurableFile.WriteSecret(KeyFile, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        DurableFile.Write(RequestFile, request);
        return request;
    }

    /// <summary>A signing request of this key; the hub names the node.</summary>
    public static byte[] Request(ECDsa key) => new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>
    /// Makes a node a machine without a campus: its settings, certificate and key are put aside, what it has not sent stays, and
    /// it knows the hub to which it will show its code. The settings go last: broken off, it is still the node it was.
    /// </summary>
    public static void LeaveCampus(string settingsFile, AgentSettings settings)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(settingsFile))!;
        var left = Directory.CreateDirectory(Path.Combine(folder, LeftFolder)).FullName;
        new ClaimSettings
        {
            Hub = settings.Grpc, Ca = settings.Ca, Profile = settings.Profile, Models = settings.Models, ClaimPage = settings.ClaimPage, Panel = settings.Panel,
            Was = new FormerNode(settings.Campus, settings.Node),
        }.Write(folder);
        File.Move(settingsFile, Path.Combine(left, Path.GetFileName(settingsFile)), overwrite: true);
        foreach (var file in new[] { settings.Certificate, settings.Key }.Where(file => Path.GetDirectoryName(file) == folder))
        {
            File.Move(file, Path.Combine(left, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>Keeps what the hub gave, agent.json last: the node is claimed only when everything is there.</summary>
    public void Keep(HubCertificate given, X509Certificate2Collection authorities, ClaimSettings settings)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        given.RefuseUnless(key, authorities);
        DurableFile.Write(CertificateFile, Encoding.ASCII.GetBytes(given.Pem));
        DurableFile.Write(Path.Combine(folder, "ca.crt"), Encoding.ASCII.GetBytes(authorities.ExportCertificatePems()));
        DurableFile.Write(Path.Combine(folder, "configuration.pem"), Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", given.ConfigurationKey.Span)));
        var mqtt = given.Mqtt;
        DurableFile.Write(SettingsFile, JsonSerializer.SerializeToUtf8Bytes(new
        {
            given.Campus, given.Node, Data = DataFolder, Mqtt = new { mqtt.Host, mqtt.Port }, given.Grpc,
            Certificate = "node.crt", Key = "node.key", Ca = "ca.crt", ConfigurationKey = "configuration.pem",
            settings.Profile, settings.Models, settings.ClaimPage, settings.Panel,
        }, _json));
        File.Delete(RequestFile);
        File.Delete(Path.Combine(folder, ClaimSettings.FileName));
        Revocation.Lift(Path.Combine(folder, DataFolder));
        foreach (var former in Directory.Exists(Path.Combine(folder, LeftFolder)) ? Directory.EnumerateFiles(Path.Combine(folder, LeftFolder), "*.key") : [])
        {
            File.Delete(former);
        }
    }
}
