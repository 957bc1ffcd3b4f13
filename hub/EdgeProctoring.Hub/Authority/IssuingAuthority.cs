using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Nodes;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Authority;

/// <summary>Issues nodes' certificates from their own requests, with the key that the hub holds while the root lies offline.</summary>
internal sealed class IssuingAuthority(IOptions<SigningOptions> options, HubFiles files, TimeProvider time)
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan _life = TimeSpan.FromDays(90);
    private static readonly TimeSpan _skew = TimeSpan.FromHours(1);

    public bool IsOpen => options.Value.IssuingCertificate is not null;

    /// <summary>The issuing certificates beside the root; nodes' chains run through them.</summary>
    public X509Certificate2? Certificate => options.Value.IssuingCertificate is { } file ? X509CertificateLoader.LoadCertificateFromFile(files.Resolve(file)) : null;

    /// <summary>A request's public key (SubjectPublicKeyInfo); null where it is no request that its own key signed.</summary>
    public static byte[]? ReadKey(byte[] signingRequest)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequest(signingRequest, HashAlgorithmName.SHA256);
            using var key = request.PublicKey.GetECDsaPublicKey();
            return key?.KeySize == 256 ? request.PublicKey.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A client certificate for this node. Of the request only the key counts: name and use are ours.</summary>
    public IssuedCertificate Issue(byte[] signingRequest, string node)
    {
        var asked = CertificateRequest.LoadSigningRequest(signingRequest, HashAlgorithmName.SHA256);
        using var issuer = X509Certificate2.CreateFromPemFile(files.Resolve(options.Value.IssuingCertificate!), files.Resolve(options.Value.IssuingKey!));
        var request = new CertificateRequest(new X500DistinguishedName($"CN={node}"), asked.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientUse)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        var now = time.GetUtcNow();
        var end = now + _life < issuer.NotAfter ? now + _life : issuer.NotAfter;
        using var certificate = request.Create(issuer, now - _skew, end, RandomNumberGenerator.GetBytes(16));
        return new IssuedCertificate(certificate.SerialNumber, certificate.RawData, asked.PublicKey.ExportSubjectPublicKeyInfo(), end);
    }
}

/// <summary>A certificate that was just made.</summary>
internal sealed record IssuedCertificate(string Serial, byte[] Body, byte[] PublicKey, DateTimeOffset Until);
