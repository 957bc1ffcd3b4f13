using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MQTTnet;

/// <summary>How the line is encrypted, whom the client trusts and what it shows of itself.</summary>
public sealed class MqttClientTlsOptions
{
    public bool AllowUntrustedCertificates { get; set; }

    /// <summary>Decides alone about the server's certificate where it is set.</summary>
    public Func<MqttClientCertificateValidationEventArgs, bool>? CertificateValidationHandler { get; set; }

    /// <summary>Asked anew at each connection, so that a renewed certificate is used without a restart.</summary>
    public IMqttClientCertificatesProvider? ClientCertificatesProvider { get; set; }

    public bool IgnoreCertificateChainErrors { get; set; }
    public bool IgnoreCertificateRevocationErrors { get; set; }
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.Online;
    public SslProtocols SslProtocol { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The name that the server's certificate must carry; without it the host that is connected to.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Trusted roots instead of the machine's own.</summary>
    public X509Certificate2Collection? TrustChain { get; set; }

    public bool UseTls { get; set; }
}
