using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>The campus's own identity provider (OpenID Connect), beside the hub's accounts. Accounts are still made on the hub: who has none is nobody.</summary>
internal sealed class OidcOptions
{
    public const string Section = "Oidc";

    /// <summary>The issuer, exactly as it calls itself; absent = nobody signs in this way. Only https, or http on this machine.</summary>
    public string? Issuer { get; init; }

    /// <summary>The hub's name at the provider, and its secret where it has one.</summary>
    public string ClientId { get; init; } = "edgeproctoring";
    public string? ClientSecret { get; init; }

    /// <summary>Which claim holds the login; default preferred_username.</summary>
    [Required]
    public string LoginClaim { get; init; } = "preferred_username";

    /// <summary>What the button on the sign-in page says.</summary>
    public string Title { get; init; } = "SSO";

    public bool IsOn => !string.IsNullOrEmpty(Issuer);

    /// <summary>Whether an address may be used: nobody between may read or change what is sent.</summary>
    public static bool IsSafe(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
