using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The line to the hub's gRPC port: mutual TLS, the campus's own authority alone.</summary>
internal static class HubChannel
{
    private static readonly TimeSpan _ping = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _connect = TimeSpan.FromSeconds(10);

    public static GrpcChannel Open(AgentSettings settings, NodeIdentity node) => GrpcChannel.ForAddress(settings.Grpc, new GrpcChannelOptions
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = _connect,
            KeepAlivePingDelay = _ping,
            KeepAlivePingTimeout = _ping,
            UseProxy = false,
            SslOptions = Tls(node, null),
        },
    });

    /// <summary>To a hub that knows nobody here yet: its own certificate is checked, and we have none.</summary>
    public static GrpcChannel Open(Uri hub, X509Certificate2Collection authorities) => GrpcChannel.ForAddress(hub, new GrpcChannelOptions
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = _connect, UseProxy = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy(authorities) },
        },
    });

    public static SslClientAuthenticationOptions Tls(NodeIdentity node, string? host) => new()
    {
        TargetHost = host,
        ClientCertificates = [node.Certificate],
        LocalCertificateSelectionCallback = (_, _, _, _, _) => node.Certificate,
        CertificateChainPolicy = Policy(node.Authorities),
    };

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
