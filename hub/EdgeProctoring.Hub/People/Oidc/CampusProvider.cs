using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>The way to the campus's identity provider: where it takes people, its keys, and the exchange of a code for a token.</summary>
internal sealed class CampusProvider(IOptions<OidcOptions> options, TimeProvider time) : IDisposable
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _keep = TimeSpan.FromHours(1);
    /// <summary>An unknown key is looked up again so often at most: anybody can make a token with one.</summary>
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = _limit, MaxResponseContentBufferSize = MostBytes };
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Provider? _provider;

    /// <summary>Where people go to sign in. Throws <see cref="ProviderException"/> where the provider cannot be reached or is not what it says.</summary>
    public async Task<string> AuthorizationAddressAsync(CancellationToken cancel) => (await ProviderAsync(fresh: false, cancel)).Authorization;

    /// <summary>The token that a code stands for. Throws <see cref="ProviderException"/> with the reason where it does not count.</summary>
    public async Task<IdToken> RedeemAsync(string code, string verifier, string nonce, string callback, CancellationToken cancel)
    {
        var provider = await ProviderAsync(fresh: false, cancel);
        var settings = options.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.Token)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = callback, ["client_id"] = settings.ClientId, ["code_verifier"] = verifier,
            }),
        };
        if (settings.ClientSecret is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(secret)}")));
        }
        using var answer = await AskAsync(request, cancel);
        if (!answer.RootElement.TryGetProperty("id_token", out var token) || token.ValueKind != JsonValueKind.String)
        {
            throw new ProviderException("The provider's answer holds no ID token.");
        }
        var expected = new Expected(settings.Issuer!, settings.ClientId, nonce);
        var read = IdTokenReader.Read(token.GetString()!, provider.Keys, expected, time.GetUtcNow(), out var refusal, out var isUnknownKey);
        if (read is null && isUnknownKey && time.GetUtcNow() - provider.ReadAt >= _again)
        {
            provider = await ProviderAsync(fresh: true, cancel);
            read = IdTokenReader.Read(token.GetString()!, provider.Keys, expected, time.GetUtcNow(), out refusal, out _);
        }
        return read ?? throw new ProviderException($"The provider's ID token does not count: {refusal}.");
    }

    public void Dispose()
    {
        _http.Dispose();
        _reading.Dispose();
        _provider?.Keys.Dispose();
    }

    private async Task<Provider> ProviderAsync(bool fresh, CancellationToken cancel)
    {
        if (!fresh && _provider is { } known && time.GetUtcNow() - known.ReadAt < _keep)
        {
            return known;
        }
        await _reading.WaitAsync(cancel);
        try
        {
            var issuer = options.Value.Issuer!;
            using var document = await AskAsync(new HttpRequestMessage(HttpMethod.Get, issuer.TrimEnd('/') + "/.well-known/openid-configuration"), cancel);
            if (Address(document, "issuer") != issuer)
            {
                throw new ProviderException($"The provider at {issuer} calls itself otherwise.");
            }
            using var keys = await AskAsync(new HttpRequestMessage(HttpMethod.Get, Address(document, "jwks_uri")), cancel);
            return _provider = new Provider(Address(document, "authorization_endpoint"), Address(document, "token_endpoint"), SigningKeys.Read(keys.RootElement), time.GetUtcNow());
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException)
        {
            throw new ProviderException($"The provider's description cannot be read: {broken.Message}");
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<JsonDocument> AskAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var reply = await _http.SendAsync(request, cancel);
            return reply.IsSuccessStatusCode
                ? JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync(cancel), new JsonDocumentOptions { MaxDepth = 16 })
                : throw new ProviderException($"The provider answered {(int)reply.StatusCode} at {request.RequestUri?.AbsolutePath}.");
        }
        catch (Exception broken) when (broken is HttpRequestException or JsonException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ProviderException($"The provider cannot be asked: {broken.Message}");
        }
        finally
        {
            request.Dispose();
        }
    }

    private static string Address(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && OidcOptions.IsSafe(value.GetString())
            ? value.GetString()! : throw new ProviderException($"The provider's description has no safe '{name}'.");

    private sealed record Provider(string Authorization, string Token, SigningKeys Keys, DateTimeOffset ReadAt);
}

/// <summary>The identity provider cannot be used, or what it says does not count; the message says why.</summary>
internal sealed class ProviderException(string message) : Exception(message);
