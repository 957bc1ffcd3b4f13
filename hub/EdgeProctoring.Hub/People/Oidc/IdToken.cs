using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>What a provider says of a person who has just signed in.</summary>
internal sealed record IdToken(string Subject, DateTimeOffset? SignedInAt, IReadOnlyDictionary<string, string> Claims);

/// <summary>What a token must say to count.</summary>
internal sealed record Expected(string Issuer, string Client, string Nonce);

/// <summary>
/// Reads an ID token strictly: signed with RS256 or ES256 by a key that the issuer shows, for us, for this very sign-in, now.
/// Everything that is not understood is a refusal, by name.
/// </summary>
internal static class IdTokenReader
{
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _oldest = TimeSpan.FromMinutes(10);

    /// <summary>The token, or why it does not count. <paramref name="isUnknownKey"/> says that newer keys may change that.</summary>
    public static IdToken? Read(string text, SigningKeys keys, Expected expected, DateTimeOffset now, out string? refusal, out bool isUnknownKey) =>
        SignedToken.Read(text, keys, body => RefuseBody(body, expected, now), Of, out refusal, out isUnknownKey);

    private static string? RefuseBody(JsonElement body, Expected expected, DateTimeOffset now)
    {
        if (body.ValueKind != JsonValueKind.Object || SignedToken.Text(body, "iss") != expected.Issuer)
        {
            return "it comes from another issuer";
        }
        var audiences = SignedToken.Audiences(body);
        if (!audiences.Contains(expected.Client) || (audiences.Count > 1 && SignedToken.Text(body, "azp") is null) || SignedToken.Text(body, "azp") is { } party && party != expected.Client)
        {
            return "it is meant for somebody else";
        }
        if (SignedToken.Text(body, "nonce") is not { } nonce || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected.Nonce)))
        {
            return "it answers another sign-in";
        }
        return SignedToken.Time(body, "exp") is not { } ends || ends <= now - _skew ? "its time is over, or it names none"
            : SignedToken.Time(body, "iat") is not { } issued || issued > now + _skew || issued < now - _oldest ? "it was not issued just now"
            : SignedToken.Time(body, "nbf") is { } begins && begins > now + _skew ? "its time has not come"
            : SignedToken.Text(body, "sub") is not { Length: > 0 and <= 255 } ? "it names nobody" : null;
    }

    private static IdToken Of(JsonElement body) => new(SignedToken.Text(body, "sub")!, SignedToken.Time(body, "auth_time"),
        body.EnumerateObject().Where(claim => claim.Value.ValueKind == JsonValueKind.String).ToDictionary(claim => claim.Name, claim => claim.Value.GetString()!, StringComparer.Ordinal));
}
