using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Mail;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>A forgotten password, a new one, and the account of the first administrator.</summary>
internal static class PasswordEndpoints
{
    public const string ForgottenPage = "/password/forgotten";

    public static void MapPasswords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ForgottenPage, (HttpContext http, IAntiforgery antiforgery) => ShowForgotten(http, antiforgery, asked: false)).AllowAnonymous();
        routes.MapPost(ForgottenPage, AskAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
        routes.MapGet(PasswordLinks.Page, ShowAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
        routes.MapPost(PasswordLinks.Page, SetAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);
    }

    // The answer is the same for every login: nobody learns who has an account.
    private static async Task<RazorComponentResult<ForgottenPage>> AskAsync([FromForm] string? login, HttpContext http, IAntiforgery antiforgery, IDatabase database, PasswordLinks links,
        Mailbox mailbox, IOptions<WebOptions> web, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (mailbox.IsOpen && await UserStore.FindByLoginAsync(session, login ?? "", cancel) is { Disabled: false, Email: { } address } user)
        {
            var texts = Texts.In(user.Language);
            mailbox.Post(new MailLetter(address, texts["password.mail.subject"], string.Format(texts.Culture, texts["password.mail.text"], user.Name,
                $"{web.Value.BaseAddress}{await links.MakeAsync(user, $"person:{user.Id}", cancel)}")));
        }
        return ShowForgotten(http, antiforgery, asked: true);
    }

    private static async Task<RazorComponentResult<PasswordPage>> ShowAsync(string? token, HttpContext http, IAntiforgery antiforgery, PasswordLinks links, CancellationToken cancel) =>
        Show(http, antiforgery, token ?? "", await links.FindAsync(token ?? "", cancel), null);

    private static async Task<IResult> SetAsync([FromForm] string? token, [FromForm] string? login, [FromForm] string? name, [FromForm] string? password, [FromForm] string? again,
        HttpContext http, IAntiforgery antiforgery, PasswordLinks links, CancellationToken cancel)
    {
        var link = await links.FindAsync(token ?? "", cancel);
        var wrong = link is null ? null
            : password is not { Length: >= PasswordLinks.ShortestPassword and <= PasswordLinks.LongestPassword } ? "password.short"
            : password != again ? "password.differ"
            : link.User is null && (!IsLogin(login) || string.IsNullOrWhiteSpace(name) || name.Length > Contracts.Limits.LabelLength) ? "password.who"
            : null;
        var isSet = link is not null && wrong is null
            && (link.User is null ? await links.UseAsync(token!, login!, name!, password!, cancel) : await links.UseAsync(token!, password!, cancel));
        return isSet ? TypedResults.LocalRedirect(SignInEndpoints.Page) : Show(http, antiforgery, token ?? "", wrong is null ? null : link, wrong);
    }

    /// <summary>Whether a login may be given to an account.</summary>
    public static bool IsLogin(string? login) => login is not null && YamlFields.IsId(login) && !login.Any(char.IsAsciiLetterUpper);

    private static RazorComponentResult<PasswordPage> Show(HttpContext http, IAntiforgery antiforgery, string token, PasswordLink? link, string? wrong)
    {
        http.Response.StatusCode = link is null || wrong is not null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return new(new Dictionary<string, object?>
        {
            [nameof(PasswordPage.Texts)] = Texts.Of(http),
            [nameof(PasswordPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(PasswordPage.Link)] = link is null ? null : token,
            [nameof(PasswordPage.Login)] = link?.User?.Login,
            [nameof(PasswordPage.Wrong)] = wrong,
        });
    }

    private static RazorComponentResult<ForgottenPage> ShowForgotten(HttpContext http, IAntiforgery antiforgery, bool asked) => new(new Dictionary<string, object?>
    {
        [nameof(Dashboard.Pages.ForgottenPage.Texts)] = Texts.Of(http),
        [nameof(Dashboard.Pages.ForgottenPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
        [nameof(Dashboard.Pages.ForgottenPage.Asked)] = asked,
    });
}
