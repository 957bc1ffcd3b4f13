using System.Security.Cryptography.X509Certificates;

namespace MQTTnet;

/// <summary>Gives the client's certificate at each connection.</summary>
public interface IMqttClientCertificatesProvider
{
    X509CertificateCollection GetCertificates();
}

/// <summary>A fixed set of certificates.</summary>
internal sealed class FixedCertificates(IEnumerable<X509Certificate2> certificates) : IMqttClientCertificatesProvider
{
    private readonly X509Certificate2Collection _certificates = [.. certificates];

    public X509CertificateCollection GetCertificates() => _certificates;
}
