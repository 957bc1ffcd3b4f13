using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>The two ports: one for people, one for nodes. Kestrel's defaults are open; these are not.</summary>
internal static class Ports
{
    private const int MostConnections = 20_000;
    private const int BodyBytes = 1024 * 1024;

    public static void Configure(KestrelServerOptions kestrel, IOptions<WebOptions> web, IOptions<GrpcOptions> grpc, HubFiles files)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = web.Value.OpenSockets;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(IPAddress.Parse(web.Value.Address), web.Value.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (web.Value.Certificate is { } certificate)
            {
                listen.UseHttps(Load(files, certificate, web.Value.Key!));
            }
            else
            {
                listen.Protocols = HttpProtocols.Http1;
            }
        });
        kestrel.Listen(IPAddress.Parse(grpc.Value.Address), grpc.Value.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(Load(files, grpc.Value.Certificate, grpc.Value.Key), https =>
            {
                // Any certificate passes TLS; it is checked in code, where a refusal can say why.
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        });
    }

    // Through PKCS#12: a key that exists only in memory is not accepted by every TLS stack.
    private static X509Certificate2 Load(HubFiles files, string certificate, string key)
    {
        using var pair = X509Certificate2.CreateFromPemFile(files.Resolve(certificate), files.Resolve(key));
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
    }
}
