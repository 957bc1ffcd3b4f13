using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Certificates at both ends. The server takes any in TLS and refuses in code, so that the client learns why.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCa _ca = new(Directory.CreateTempSubdirectory("grpc-ca-").FullName);
    private readonly TestCa _stranger = new(Directory.CreateTempSubdirectory("grpc-ca-").FullName, "Somebody else");

    public void Dispose()
    {
        _ca.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_node_is_known_by_its_certificate()
    {
        await using var server = await StartAsync(_ca);
        using var channel = Connect(server, _ca, _ca.Issue("node-7").Certificate);
        var answer = await new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.TellPeer });
        Assert.Equal("node-7", answer.Text);
    }

    [Theory, InlineData("a foreign one"), InlineData("none")]
    public async Task A_wrong_certificate_is_refused_with_the_reason_and_the_server_goes_on(string which)
    {
        await using var server = await StartAsync(_ca);
        using var wrong = Connect(server, _ca, which == "none" ? null : _stranger.Issue("node-8").Certificate);
        var status = await FailureAsync(() => wrong.AskAsync());
        Assert.Equal((StatusCode.Unauthenticated, which == "none" ? "No certificate." : "CN=node-8 is not ours."), (status.StatusCode, status.Detail));

        using var right = Connect(server, _ca, _ca.Issue("node-7").Certificate);
        Assert.Equal("ping", await right.AskAsync());
    }

    [Fact]
    public async Task A_server_that_insists_in_tls_leaves_its_clients_without_a_reason_but_lives_on()
    {
        await using var server = await StartAsync(_ca, ClientCertificateMode.RequireCertificate, allowAny: false);
        using var wrong = Connect(server, _ca, _stranger.Issue("node-8").Certificate);
        Assert.Equal(StatusCode.Unavailable, (await FailureAsync(() => wrong.AskAsync())).StatusCode);
    }

    [Fact]
    public async Task A_server_with_a_foreign_certificate_is_not_trusted_and_is_named()
    {
        await using var server = await StartAsync(_stranger);
        using var channel = Connect(server, _ca, _ca.Issue("node-7").Certificate);
        var status = await FailureAsync(() => channel.AskAsync());
        Assert.Equal(StatusCode.Unavailable, status.StatusCode);
        Assert.Contains($"at localhost:{new Uri(server.Address).Port}", status.Detail, StringComparison.Ordinal);
        Assert.Contains("certificate", status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    private Task<LabServer> StartAsync(TestCa serverCa, ClientCertificateMode mode = ClientCertificateMode.AllowCertificate, bool allowAny = true)
    {
        var certificate = serverCa.Issue("localhost").Certificate;
        return LabServer.StartAsync(grpc => grpc.Interceptors.Add<OwnNodesOnly>(_ca.Root), listen: listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = mode;
            if (allowAny)
            {
                https.AllowAnyClientCertificate();
            }
        }));
    }

    private static GrpcChannel Connect(LabServer server, TestCa trusted, X509Certificate2? own)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(trusted.Root);
        if (own is not null)
        {
            handler.SslOptions.ClientCertificates = [own];
        }
        return GrpcChannel.ForAddress($"https://localhost:{new Uri(server.Address).Port}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private sealed class OwnNodesOnly(X509Certificate2 root) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            var certificate = context.GetHttpContext().Connection.ClientCertificate
                ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "No certificate."));
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            return chain.Build(certificate)
                ? continuation(request, context)
                : throw new RpcException(new Status(StatusCode.Unauthenticated, $"{certificate.Subject} is not ours."));
        }
    }
}
