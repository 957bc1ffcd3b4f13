using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeProctoring.Hub.Authority;

/// <summary>
/// The campus's own certificate authority in a folder of PEM files. It vouches for the hub's and the broker's server
/// certificates and for the nodes; its root key belongs offline once the campus is set up.
/// </summary>
internal sealed class CampusAuthority(string folder, TimeProvider time)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan _rootLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan _issuingLife = TimeSpan.FromDays(1825);
    private static readonly TimeSpan _life = TimeSpan.FromDays(825);
    private static readonly TimeSpan _skew = TimeSpan.FromHours(1);

    public string RootFile => Path.Combine(folder, "root.crt");
    private string RootKeyFile => Path.Combine(folder, "root.key");
    public bool Exists => File.Exists(RootFile) && File.Exists(RootKeyFile);

    /// <summary>A root of its own, and the key pair that signs nodes' configurations.</summary>
    public IReadOnlyList<string> Create(string campus)
    {
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=EdgeProctoring {campus}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        using var root = request.CreateSelfSigned(now - _skew, now + _rootLife);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return
        [
            PemFile.Write(RootFile, root.ExportCertificatePem()),
            PemFile.WriteSecret(RootKeyFile, key.ExportPkcs8PrivateKeyPem()),
            PemFile.WriteSecret(Path.Combine(folder, "configuration.key"), signing.ExportPkcs8PrivateKeyPem()),
            PemFile.Write(Path.Combine(folder, "configuration.pub"), signing.ExportSubjectPublicKeyInfoPem()),
        ];
    }

    /// <summary>A server certificate for these host names and addresses.</summary>
    public IReadOnlyList<string> IssueServer(string name, IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }
        return Issue(name, ServerUse, names);
    }

    /// <summary>The certificate and key that the hub issues nodes' certificates with, and both authorities in one file for the broker. The root's key can go offline then.</summary>
    public IReadOnlyList<string> CreateIssuing(string campus)
    {
        using var root = X509Certificate2.CreateFromPemFile(RootFile, RootKeyFile);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=EdgeProctoring {campus} issuing", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        using var certificate = request.Create(root, now - _skew, now + _issuingLife < root.NotAfter ? now + _issuingLife : root.NotAfter, RandomNumberGenerator.GetBytes(16));
        return
        [
            PemFile.Write(Path.Combine(folder, "issuing.crt"), certificate.ExportCertificatePem()),
            PemFile.WriteSecret(Path.Combine(folder, "issuing.key"), key.ExportPkcs8PrivateKeyPem()),
            PemFile.Write(Path.Combine(folder, "trust.crt"), $"{root.ExportCertificatePem()}\n{certificate.ExportCertificatePem()}"),
        ];
    }

    /// <summary>A client certificate: its name is who the bearer is to the broker and the hub.</summary>
    public IReadOnlyList<string> IssueClient(string name) => Issue(name, ClientUse, null);

    private IReadOnlyList<string> Issue(string name, string use, SubjectAlternativeNameBuilder? names)
    {
        using var root = X509Certificate2.CreateFromPemFile(RootFile, RootKeyFile);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }
        var now = time.GetUtcNow();
        var end = now + _life < root.NotAfter ? now + _life : root.NotAfter;
        using var certificate = request.Create(root, now - _skew, end, RandomNumberGenerator.GetBytes(16));
        return
        [
            PemFile.Write(Path.Combine(folder, $"{name}.crt"), certificate.ExportCertificatePem()),
            PemFile.WriteSecret(Path.Combine(folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem()),
        ];
    }
}
