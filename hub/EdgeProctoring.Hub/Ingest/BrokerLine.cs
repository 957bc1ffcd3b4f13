using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Hub.Hosting;
using MQTTnet;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>How the hub speaks to the broker: mutual TLS, the campus's own root alone.</summary>
internal static class BrokerLine
{
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    public static MqttClientOptionsBuilder Options(BrokerOptions settings, HubFiles files, X509Certificate2 certificate, string client) => new MqttClientOptionsBuilder()
        .WithClientId(client)
        .WithTcpServer(settings.Host, settings.Port)
        .WithKeepAlivePeriod(TimeSpan.FromSeconds(10))
        .WithTimeout(Answer)
        .WithTlsOptions(tls => tls.UseTls().WithTargetHost(settings.Host).WithClientCertificates([certificate])
            .WithTrustChain([X509CertificateLoader.LoadCertificateFromFile(files.Resolve(settings.Root))])
            .WithRevocationMode(X509RevocationMode.NoCheck));
}
