using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The folder in which a node becomes one of a campus. Its key is made here and never leaves; a claim that was broken off goes
/// on with the same key and request.
/// </summary>
internal sealed class ClaimFolder(string folder)
{
    private const int ShownDigits = 16;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

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

    /// <summary>Keeps what the hub gave, agent.json last: the node is claimed only when everything is there.</summary>
    public void Keep(HubCertificate given, X509Certificate2Collection authorities, string profile, string models)
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
            given.Campus, given.Node, Data = "data", Mqtt = new { mqtt.Host, mqtt.Port }, given.Grpc,
            Certificate = "node.crt", Key = "node.key", Ca = "ca.crt", ConfigurationKey = "configuration.pem", Profile = profile, Models = models,
        }, _json));
        File.Delete(RequestFile);
    }
}
