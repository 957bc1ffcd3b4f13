using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>Signing in with the campus's account: away to the provider, and back with a code (authorization code with PKCE).</summary>
internal static class OidcEndpoints
{
    public const string Start = "/sign-in/campus";
    private const string Callback = "/sign-in/campus/callback";
    private const string Cookie = "ep-campus";
    private static readonly TimeSpan _pending = TimeSpan.FromMinutes(10);

    public static void MapOidc(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Start, StartAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
        routes.MapGet(Callback, FinishAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
    }

    private static async Task<Results<RedirectHttpResult, NotFound, ProblemHttpResult>> StartAsync(HttpContext http, string? back, bool? fresh, CampusProvider provider, IOptions<OidcOptions> options,
        IOptions<PeopleOptions> people, IDataProtectionProvider protection, TimeProvider time, CancellationToken cancel)
    {
        if (!options.Value.IsOn)
        {
            return TypedResults.NotFound();
        }
        var away = new Away(Random(), Random(), Random(), back);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(away.Verifier)));
        // Whoever signed in there long ago proves it again: what a person may do here depends on how fresh the proof is.
        var age = fresh == true ? 0 : (long)people.Value.FreshForDecisions.TotalSeconds;
        try
        {
            var address = await provider.AuthorizationAddressAsync(cancel);
            var query = QueryString.Create(new Dictionary<string, string?>
            {
                ["response_type"] = "code", ["client_id"] = options.Value.ClientId, ["redirect_uri"] = CallbackOf(http), ["scope"] = "openid profile email", ["state"] = away.State,
                ["nonce"] = away.Nonce, ["code_challenge"] = challenge, ["code_challenge_method"] = "S256", ["max_age"] = age.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            http.Response.Cookies.Append(Cookie, Sealed(protection).Protect(JsonSerializer.Serialize(away), time.GetUtcNow() + _pending), CookieOf(http));
            return TypedResults.Redirect(address + (address.Contains('?', StringComparison.Ordinal) ? "&" + query.Value![1..] : query.Value));
        }
        catch (ProviderException broken)
        {
            return TypedResults.Problem(broken.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> FinishAsync(HttpContext http, string? code, string? state, string? error, CampusProvider provider, IOptions<OidcOptions> options,
        SignIn signIn, Ledger ledger, IDataProtectionProvider protection, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!options.Value.IsOn)
        {
            return TypedResults.NotFound();
        }
        var away = Read(protection, http.Request.Cookies[Cookie]);
        http.Response.Cookies.Delete(Cookie, CookieOf(http));
        try
        {
            if (away is null || state is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(away.State)))
            {
                throw new ProviderException("This answer belongs to no sign-in of this browser.");
            }
            if (error is not null || string.IsNullOrEmpty(code))
            {
                throw new ProviderException("The provider refused the sign-in.");
            }
            var token = await provider.RedeemAsync(code, away.Verifier, away.Nonce, CallbackOf(http), cancel);
            if (!token.Claims.TryGetValue(options.Value.LoginClaim, out var login))
            {
                throw new ProviderException($"The ID token has no '{options.Value.LoginClaim}'.");
            }
            var outcome = await signIn.TakeAsync(login, token.SignedInAt, cancel);
            return outcome.Result == SignInResult.Refused ? Refused("This person has no account here, or it is disabled.") : await SignInEndpoints.GoOnAsync(outcome, away.Back, http, antiforgery);
        }
        catch (ProviderException refused)
        {
            await ledger.EnqueueAsync(new AuditNote("nobody", "sign-in.refused", "campus", detail: refused.Message), cancel);
            return Refused(refused.Message);
        }
    }

    private static ProblemHttpResult Refused(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status401Unauthorized);

    private static Away? Read(IDataProtectionProvider protection, string? cookie)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<Away>(Sealed(protection).Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            return null; // Too late, or not ours.
        }
    }

    private static string CallbackOf(HttpContext http) => (http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.PublicAddress?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}") + Callback;

    // Lax: the provider sends the browser back from another site.
    private static CookieOptions CookieOf(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = Start, MaxAge = _pending };

    private static ITimeLimitedDataProtector Sealed(IDataProtectionProvider protection) => protection.CreateProtector("sign-in.campus").ToTimeLimitedDataProtector();

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private sealed record Away(string State, string Nonce, string Verifier, string? Back);
}
