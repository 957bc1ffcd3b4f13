using System.Buffers.Text;
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
    private const int MostCharacters = 16 * 1024;
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _oldest = TimeSpan.FromMinutes(10);
    private static readonly JsonDocumentOptions _json = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The token, or why it does not count. <paramref name="isUnknownKey"/> says that newer keys may change that.</summary>
    public static IdToken? Read(string text, SigningKeys keys, Expected expected, DateTimeOffset now, out string? refusal, out bool isUnknownKey)
    {
        isUnknownKey = false;
        try
        {
            var parts = text.Split('.');
            if (text.Length > MostCharacters || parts.Length != 3)
            {
                refusal = "it is no signed token";
                return null;
            }
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), _json);
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), _json);
            refusal = RefuseHeader(header.RootElement);
            if (refusal is not null)
            {
                return null;
            }
            var good = keys.Verify(Text(header.RootElement, "alg")!, Text(header.RootElement, "kid"), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
            isUnknownKey = good is null;
            refusal = good is null ? "the issuer shows no such key" : good == false ? "its signature does not fit" : RefuseBody(body.RootElement, expected, now);
            return refusal is null ? Of(body.RootElement) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or CryptographicException or InvalidOperationException or OverflowException or ArgumentException)
        {
            refusal = $"it cannot be read: {broken.Message}";
            return null;
        }
    }

    private static string? RefuseHeader(JsonElement header) =>
        header.ValueKind != JsonValueKind.Object ? "its header is no object"
        : Text(header, "alg") is not ("RS256" or "ES256") ? "it is signed in a way that does not count; RS256 and ES256 do"
        : header.TryGetProperty("crit", out _) ? "it demands what is not known here ('crit')"
        : Text(header, "typ") is not (null or "JWT" or "jwt") ? "it is a token of another type" : null;

    private static string? RefuseBody(JsonElement body, Expected expected, DateTimeOffset now)
    {
        if (body.ValueKind != JsonValueKind.Object || Text(body, "iss") != expected.Issuer)
        {
            return "it comes from another issuer";
        }
        var audiences = Audiences(body);
        if (!audiences.Contains(expected.Client) || (audiences.Count > 1 && Text(body, "azp") is null) || Text(body, "azp") is { } party && party != expected.Client)
        {
            return "it is meant for somebody else";
        }
        if (Text(body, "nonce") is not { } nonce || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected.Nonce)))
        {
            return "it answers another sign-in";
        }
        return Time(body, "exp") is not { } ends || ends <= now - _skew ? "its time is over, or it names none"
            : Time(body, "iat") is not { } issued || issued > now + _skew || issued < now - _oldest ? "it was not issued just now"
            : Time(body, "nbf") is { } begins && begins > now + _skew ? "its time has not come"
            : Text(body, "sub") is not { Length: > 0 and <= 255 } ? "it names nobody" : null;
    }

    private static IdToken Of(JsonElement body) => new(Text(body, "sub")!, Time(body, "auth_time"),
        body.EnumerateObject().Where(claim => claim.Value.ValueKind == JsonValueKind.String).ToDictionary(claim => claim.Name, claim => claim.Value.GetString()!, StringComparer.Ordinal));

    private static List<string> Audiences(JsonElement body) => !body.TryGetProperty("aud", out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : [];

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"'{name}' is no text");

    private static DateTimeOffset? Time(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeSeconds((long)value.GetDouble()) : throw new FormatException($"'{name}' is no time");
}
