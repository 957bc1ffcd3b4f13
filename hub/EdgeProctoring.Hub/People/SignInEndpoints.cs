using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Dashboard.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

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
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).RequireAuthorization(Rights.SignedIn);
        routes.MapGet("/api/v1/session", Describe).RequireAuthorization(Rights.SignedIn);
        routes.MapPost("/api/v1/session", StartAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
    }

    private static RazorComponentResult<SignInPage> Show(HttpContext http, IAntiforgery antiforgery, string? back) => ShowPage(http, antiforgery, back, wrong: false);

    private static async Task<IResult> SignInAsync([FromForm] string? login, [FromForm] string? password, [FromForm] string? back,
        HttpContext http, SignIn signIn, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await signIn.CheckAsync(login ?? "", password ?? "", cancel) is not { } person)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return ShowPage(http, antiforgery, back, wrong: true);
        }
        await http.SignInAsync(Schemes.Person, person);
        return TypedResults.LocalRedirect(IsOurs(back) ? back! : "/wall");
    }

    // JSON alone: a form of a foreign page cannot send it, so it needs no antiforgery token.
    private static async Task<Results<NoContent, UnauthorizedHttpResult>> StartAsync(Credentials credentials, HttpContext http, SignIn signIn, CancellationToken cancel)
    {
        if (await signIn.CheckAsync(credentials.Login ?? "", credentials.Password ?? "", cancel) is not { } person)
        {
            return TypedResults.Unauthorized();
        }
        await http.SignInAsync(Schemes.Person, person);
        return TypedResults.NoContent();
    }

    // A program needs the token for whatever it changes; only the page of this very session can read it.
    private static Ok<Session> Describe(HttpContext http, IAntiforgery antiforgery) => TypedResults.Ok(new Session(
        http.User.FindFirstValue(ClaimTypes.Name)!, [.. http.User.FindAll(ClaimTypes.Role).Select(role => role.Value)], antiforgery.GetAndStoreTokens(http).RequestToken!));

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(Schemes.Person);
        return TypedResults.LocalRedirect(Page);
    }

    private static RazorComponentResult<SignInPage> ShowPage(HttpContext http, IAntiforgery antiforgery, string? back, bool wrong) =>
        new(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Texts)] = Texts.Of(http),
            [nameof(SignInPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(SignInPage.Back)] = IsOurs(back) ? back : null,
            [nameof(SignInPage.Wrong)] = wrong,
        });

    private static bool IsOurs(string? path) => path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl);

    private sealed record Session(string Name, IReadOnlyList<string> Roles, string Token);

    private sealed record Credentials(string? Login, string? Password);
}
