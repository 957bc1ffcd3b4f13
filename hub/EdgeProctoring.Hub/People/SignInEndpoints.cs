using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People.Oidc;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>Signing in and out, for people's pages and for programs.</summary>
internal static class SignInEndpoints
{
    public const string Page = "/sign-in";
    public const string RateLimit = "sign-in";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, Show).AllowAnonymous();
        routes.MapPost(Page, SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
        routes.MapPost("/sign-in/code", ConfirmAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).RequireAuthorization(Rights.SignedIn);
        routes.MapGet("/api/v1/session", Describe).RequireAuthorization(Rights.SignedIn);
        routes.MapPost("/api/v1/session", StartAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
        routes.MapDelete("/api/v1/session", (Delegate)EndAsync).RequireAuthorization(Rights.SignedIn);
        routes.MapPost("/api/v1/session/proof", ProveAsync).RequireAuthorization(Rights.SignedIn).RequireRateLimiting(RateLimit);
    }

    private static RazorComponentResult<SignInPage> Show(HttpContext http, IAntiforgery antiforgery, string? back) => ShowPage(http, antiforgery, back, wrong: false);

    private static async Task<IResult> SignInAsync([FromForm] string? login, [FromForm] string? password, [FromForm] string? back,
        HttpContext http, SignIn signIn, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var outcome = await signIn.CheckAsync(login ?? "", password ?? "", null, cancel);
        if (outcome.Result != SignInResult.Refused)
        {
            return await GoOnAsync(outcome, back, http, antiforgery);
        }
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return ShowPage(http, antiforgery, back, wrong: true);
    }

    private static async Task<IResult> ConfirmAsync([FromForm] string? pending, [FromForm] string? code, [FromForm] string? back,
        HttpContext http, SignIn signIn, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var outcome = await signIn.ConfirmAsync(pending ?? "", code ?? "", cancel);
        if (outcome.Result == SignInResult.Refused)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return ShowPage(http, antiforgery, back, wrong: true);
        }
        return await GoOnAsync(outcome, back, http, antiforgery, wrong: true);
    }

    /// <summary>In, or on to the code: the same for every way of signing in.</summary>
    public static async Task<IResult> GoOnAsync(SignInOutcome outcome, string? back, HttpContext http, IAntiforgery antiforgery, bool wrong = false)
    {
        if (outcome.Person is { } person)
        {
            await http.SignInAsync(Schemes.Person, person);
            return TypedResults.LocalRedirect(IsOurs(back) ? back! : "/");
        }
        http.Response.StatusCode = wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
        return new RazorComponentResult<CodePage>(new Dictionary<string, object?>
        {
            [nameof(CodePage.Texts)] = Texts.Of(http),
            [nameof(CodePage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(CodePage.Pending)] = outcome.Pending,
            [nameof(CodePage.Secret)] = outcome.Secret is null ? null : OneTimeCode.Text(outcome.Secret),
            [nameof(CodePage.Link)] = outcome.Secret is null ? null
                : OneTimeCode.Link($"EdgeProctoring {http.RequestServices.GetRequiredService<IOptions<CampusOptions>>().Value.Name}", outcome.Login, outcome.Secret),
            [nameof(CodePage.Back)] = IsOurs(back) ? back : null,
            [nameof(CodePage.Wrong)] = wrong,
        });
    }

    // JSON alone: a form of a foreign page cannot send it, so it needs no antiforgery token.
    private static async Task<Results<NoContent, ProblemHttpResult>> StartAsync(Credentials credentials, HttpContext http, SignIn signIn, CancellationToken cancel)
    {
        var outcome = await signIn.CheckAsync(credentials.Login ?? "", credentials.Password ?? "", credentials.Code, cancel);
        if (outcome.Person is { } person)
        {
            await http.SignInAsync(Schemes.Person, person);
            return TypedResults.NoContent();
        }
        var (code, text) = outcome.Result switch
        {
            SignInResult.NeedsCode or SignInResult.WrongCode => ("second-factor", "This account also needs the code of its authenticator app, each code once: send it as 'code'."),
            SignInResult.NeedsSetUp => ("second-factor-set-up", "This account needs an authenticator app: sign in once with a browser and set it up."),
            _ => ("refused", "Login and password do not fit, or the account rests after too many tries."),
        };
        return TypedResults.Problem(text, statusCode: StatusCodes.Status401Unauthorized, extensions: new Dictionary<string, object?> { ["code"] = code });
    }

    // A program needs the token for whatever it changes; only the page of this very session can read it.
    private static Ok<Session> Describe(HttpContext http, IAntiforgery antiforgery) => TypedResults.Ok(new Session(
        http.User.FindFirstValue(ClaimTypes.Name)!, [.. http.User.FindAll(ClaimTypes.Role).Select(role => role.Value)],
        [.. http.User.FindAll(SignIn.ScopeClaim).Select(scope => scope.Value)], antiforgery.GetAndStoreTokens(http).RequestToken!));

    private static async Task<Results<NoContent, ProblemHttpResult>> ProveAsync(Proof proof, HttpContext http, SignIn signIn, CancellationToken cancel)
    {
        if (await signIn.ProveAsync(http.User, proof.Password ?? "", cancel) is not { } person)
        {
            return TypedResults.Problem("The password does not fit, or the account rests after too many tries.", statusCode: StatusCodes.Status401Unauthorized);
        }
        await http.SignInAsync(Schemes.Person, person);
        return TypedResults.NoContent();
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http, SignIn signIn)
    {
        await EndAsync(http, signIn);
        return TypedResults.LocalRedirect(Page);
    }

    private static async Task<NoContent> EndAsync(HttpContext http, SignIn signIn)
    {
        await signIn.EndAsync(http.User, http.RequestAborted);
        await http.SignOutAsync(Schemes.Person);
        return TypedResults.NoContent();
    }

    private static RazorComponentResult<SignInPage> ShowPage(HttpContext http, IAntiforgery antiforgery, string? back, bool wrong) =>
        new(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Texts)] = Texts.Of(http),
            [nameof(SignInPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(SignInPage.Back)] = IsOurs(back) ? back : null,
            [nameof(SignInPage.Wrong)] = wrong,
            [nameof(SignInPage.Campus)] = http.RequestServices.GetRequiredService<IOptions<OidcOptions>>().Value is { IsOn: true } campus ? campus.Title : null,
        });

    private static bool IsOurs(string? path) => path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl);

    private sealed record Session(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, string Token);

    private sealed record Credentials(string? Login, string? Password, string? Code);

    private sealed record Proof(string? Password);
}
