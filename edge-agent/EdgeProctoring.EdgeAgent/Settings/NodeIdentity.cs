using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Who this node is in this life: its names, its certificate and the key that signs what it sends.</summary>
internal sealed class NodeIdentity : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _gate = new();

    private NodeIdentity(AgentSettings settings, string boot, X509Certificate2 certificate, ECDsa key, X509Certificate2Collection authorities)
    {
        (Campus, Node, Boot, Certificate, _key, Authorities) = (settings.Campus, settings.Node, boot, certificate, key, authorities);
        Topics = new Topics(Campus, Node);
        KeySha256 = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    public string Campus { get; }
    public string Node { get; }
    /// <summary>Names this life of the agent; items are numbered within it.</summary>
    public string Boot { get; }
    public Topics Topics { get; }
    public X509Certificate2 Certificate { get; }
    public X509Certificate2Collection Authorities { get; }
    public string KeySha256 { get; }

    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            return _key.SignData(bytes, HashAlgorithmName.SHA256);
        }
    }

    /// <summary>The key, for a new certificate of the same key; whoever takes it disposes of it.</summary>
    public ECDsa CopyKey()
    {
        lock (_gate)
        {
            return ECDsa.Create(_key.ExportParameters(true));
        }
    }

    /// <summary>Loads certificate and key. All faults are named at once.</summary>
    public static NodeIdentity Load(AgentSettings settings, TimeProvider time)
    {
        var faults = new List<string>();
        var certificate = Try(faults, "certificate and key", "give a certificate and its own key, both as PEM",
            () => X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key));
        var authorities = Try(faults, "ca", "give the authority's certificate as PEM", () =>
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(settings.Ca);
            return read.Count > 0 ? read : throw new CryptographicException("it holds no certificate");
        });
        var key = certificate?.GetECDsaPrivateKey();
        if (certificate is not null && key?.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
        {
            faults.Add("key is not a P-256 key; ask the hub for a new certificate (key type EC P-256)");
        }
        if (certificate is not null && certificate.GetNameInfo(X509NameType.SimpleName, false) is var name && name != settings.Node)
        {
            faults.Add($"certificate is for '{name}', but node is '{settings.Node}'; the broker knows a node by its certificate: make both the same");
        }
        if (faults.Count > 0)
        {
            throw new SettingsException("agent.json", faults);
        }
        return new NodeIdentity(settings, Guid.CreateVersion7(time.GetUtcNow()).ToString("D"), certificate!, key!, authorities!);
    }

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    private static T? Try<T>(List<string> faults, string what, string cure, Func<T> load) where T : class
    {
        try
        {
            return load();
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or ArgumentException)
        {
            faults.Add($"{what} cannot be read ({broken.Message}); {cure}");
            return null;
        }
    }
}
