using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>
/// Reads a signed token (JWT) of somebody else: RS256 or ES256 by a key that the issuer shows, and nothing that is not understood.
/// What it must say is for the caller to judge.
/// </summary>
internal static class SignedToken
{
    private const int MostCharacters = 16 * 1024;
    private static readonly JsonDocumentOptions _json = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>What the token says, or why it does not count. <paramref name="isUnknownKey"/> says that newer keys may change that.</summary>
    public static T? Read<T>(string text, SigningKeys keys, Func<JsonElement, string?> refuse, Func<JsonElement, T> of, out string? refusal, out bool isUnknownKey) where T : class
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
            refusal = good is null ? "the issuer shows no such key" : good == false ? "its signature does not fit"
                : body.RootElement.ValueKind != JsonValueKind.Object ? "it says nothing" : refuse(body.RootElement);
            return refusal is null ? of(body.RootElement) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or CryptographicException or InvalidOperationException or OverflowException or ArgumentException)
        {
            refusal = $"it cannot be read: {broken.Message}";
            return null;
        }
    }

    /// <summary>For whom it is meant.</summary>
    public static List<string> Audiences(JsonElement body) => !body.TryGetProperty("aud", out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : [];

    public static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"'{name}' is no text");

    public static DateTimeOffset? Time(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeSeconds((long)value.GetDouble()) : throw new FormatException($"'{name}' is no time");

    private static string? RefuseHeader(JsonElement header) =>
        header.ValueKind != JsonValueKind.Object ? "its header is no object"
        : Text(header, "alg") is not ("RS256" or "ES256") ? "it is signed in a way that does not count; RS256 and ES256 do"
        : header.TryGetProperty("crit", out _) ? "it demands what is not known here ('crit')"
        : Text(header, "typ") is not (null or "JWT" or "jwt") ? "it is a token of another type" : null;
}
