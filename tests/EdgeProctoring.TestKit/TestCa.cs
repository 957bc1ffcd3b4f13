using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeProctoring.TestKit;

/// <summary>A throw-away certificate authority on disk: PEM files for peers, certificates for our own code.</summary>
public sealed class TestCa : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly string _folder;

    public TestCa(string folder, string name = "EdgeProctoring test CA")
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Root = request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(30));
        RootFile = Path.Combine(_folder, "ca.crt");
        File.WriteAllText(RootFile, Root.ExportCertificatePem());
    }

    public X509Certificate2 Root { get; }
    public string RootFile { get; }

    /// <summary>A certificate for a server on loopback or for a client, as {name}.crt and {name}.key beside the CA, and ready to use.</summary>
    public TestCertificate Issue(string name, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var bare = request.Create(Root, _now.AddDays(-1), notAfter ?? _now.AddDays(29), RandomNumberGenerator.GetBytes(12));
        using var whole = bare.CopyWithPrivateKey(key);
        var certificate = Path.Combine(_folder, name + ".crt");
        var keyFile = Path.Combine(_folder, name + ".key");
        File.WriteAllText(certificate, whole.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new TestCertificate(certificate, keyFile, X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null));
    }

    /// <summary>Signs somebody's request (PKCS#10) under this name; returns the certificate (DER).</summary>
    public byte[] Sign(byte[] request, string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var asked = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256);
        var signed = new CertificateRequest(new X500DistinguishedName($"CN={name}"), asked.PublicKey, HashAlgorithmName.SHA256);
        signed.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        signed.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = signed.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), notBefore ?? _now.AddDays(-1), notAfter ?? _now.AddDays(29), RandomNumberGenerator.GetBytes(12));
        return certificate.RawData;
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}

/// <summary>One issued certificate: its PEM files and the loaded pair.</summary>
public sealed record TestCertificate(string CertificateFile, string KeyFile, X509Certificate2 Certificate);
