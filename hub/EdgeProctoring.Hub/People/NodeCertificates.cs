using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>
/// A node proves who it is by a client certificate of the campus's own authority; its name is the node's id. TLS lets any
/// certificate through, so that a refusal can be told with its reason.
/// </summary>
internal sealed class NodeCertificates(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    CampusRoot root, IssuingAuthority issuing, NodeBoard nodes, TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string NodeClaim = "node";

    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await Context.Connection.GetClientCertificateAsync(Context.RequestAborted) is not { } certificate)
        {
            return AuthenticateResult.NoResult();
        }
        if (Refuse(certificate) is { } reason)
        {
            return AuthenticateResult.Fail(reason);
        }
        var identity = new ClaimsIdentity([new Claim(NodeClaim, certificate.GetNameInfo(X509NameType.SimpleName, false))], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private string? Refuse(X509Certificate2 certificate)
    {
        var node = certificate.GetNameInfo(X509NameType.SimpleName, false);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root.Certificate);
        if (issuing.Certificate is { } between)
        {
            chain.ChainPolicy.ExtraStore.Add(between);
        }
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // Revocation is ours: a revoked node is not registered.
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ClientUse));
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        return !chain.Build(certificate) ? $"The certificate is not of this campus: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}."
            : !Topics.IsName(node) ? "The certificate's name is no node id."
            : !nodes.IsKnown(node) ? $"Node '{node}' is not registered."
            : null;
    }
}
