using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What a partner's signed link says: who comes, for which exam, and the link's own number.</summary>
internal sealed record LaunchToken(string Id, string Login, string Exam)
{
    private const int MostLength = 4_096;
    private static readonly TimeSpan _drift = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reads a JWT strictly: RS256 alone, whatever its header says; every claim there, of its kind, in time. The fault is named
    /// for the log, not for whoever tries.
    /// </summary>
    public static (LaunchToken? Token, string? Fault) Read(string text, RSA key, LaunchOptions options, DateTimeOffset now)
    {
        if (text.Length > MostLength || text.Split('.') is not [{ Length: > 0 } head, { Length: > 0 } body, { Length: > 0 } signature])
        {
            return (null, "it is no token of three parts");
        }
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            if (Text(header.RootElement, "alg") != "RS256" || header.RootElement.TryGetProperty("crit", out _))
            {
                return (null, "it is not signed by RS256");
            }
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                return (null, "its signature does not fit the partner's key");
            }
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body), new JsonDocumentOptions { MaxDepth = 4 });
            return Check(claims.RootElement, options, now);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            return (null, "it cannot be read");
        }
    }

    private static (LaunchToken? Token, string? Fault) Check(JsonElement claims, LaunchOptions options, DateTimeOffset now)
    {
        if (claims.ValueKind != JsonValueKind.Object || claims.EnumerateObject().GroupBy(claim => claim.Name, StringComparer.Ordinal).Any(claim => claim.Count() > 1))
        {
            return (null, "a claim stands twice");
        }
        var (issued, expires) = (Time(claims, "iat"), Time(claims, "exp"));
        var fault = Text(claims, "iss") != options.Issuer ? "it is from another issuer"
            : Text(claims, "aud") != options.Audience ? "it is for somebody else"
            : issued is null || expires is null ? "it does not say when it was made and when it ends"
            : issued > now + _drift ? "it was made in the future"
            : expires <= now - _drift ? "it is over"
            : expires - issued > options.Longest ? $"it lives longer than {options.Longest.TotalSeconds:0} s" : null;
        if (fault is not null)
        {
            return (null, fault);
        }
        return Text(claims, "jti") is { Length: >= 8 and <= 128 } id && Text(claims, "sub") is { Length: > 0 and <= 64 } login && Text(claims, "exam") is { Length: > 0 and <= 64 } exam
            ? (new LaunchToken(id, login, exam), null) : (null, "jti (8 to 128 characters), sub or exam is missing");
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
