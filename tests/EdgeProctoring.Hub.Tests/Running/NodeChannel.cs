using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A line to the nodes' port, with a node's certificate or without one.</summary>
internal static class NodeChannel
{
    public static GrpcChannel Open(HubFolder folder, string? name)
    {
        using var pair = name is null ? null : X509Certificate2.CreateFromPemFile(folder.File("ca", $"{name}.crt"), folder.File("ca", $"{name}.key"));
        return With(folder, pair is null ? null : X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null));
    }

    public static GrpcChannel With(HubFolder folder, X509Certificate2? certificate)
    {
        var root = X509CertificateLoader.LoadCertificateFromFile(folder.Authority.RootFile);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }
        return GrpcChannel.ForAddress($"https://localhost:{folder.GrpcPort}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }
}
