using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>Accounts, for whoever manages them. Nobody gets a password: the person sets it by a one-time link.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/v1/people").WithTags("People").RequireAuthorization(Rights.ManagePeople);
        people.MapGet("", ListAsync);
        people.MapPut("/{login}", SaveAsync).RequireFreshForDangers();
        people.MapPost("/{login}/password-link", LinkAsync).RequireFreshForDangers();
        people.MapDelete("/{login}/second-factor", ForgetFactorAsync).RequireFreshForDangers();
        people.MapDelete("/{login}/sessions", EndSessionsAsync).RequireFreshForDangers();
    }

    private static async Task<Ok<Page<PersonView>>> ListAsync([AsParameters] PageWish page, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(page.Cut([.. (await UserStore.ListAsync(session, page.After ?? "", page.Size + 1, cancel)).Select(PersonView.Of)], person => person.Login));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SaveAsync(string login, PersonRequest request, ClaimsPrincipal by, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(PasswordEndpoints.IsLogin(login), "login", login, "1 to 64 small letters, digits, '.', '_' or '-'");
        errors.Label("name", request.Name);
        var (roles, scopes) = (request.Roles ?? [], request.Scopes ?? []);
        errors.Require(roles.Count > 0 && roles.All(Roles.All.Contains), "roles", string.Join(' ', roles), string.Join(", ", Roles.All));
        errors.Require(scopes.Count <= 50 && scopes.All(Scope.IsWord), "scopes", string.Join(' ', scopes), "faculty:…, exam:…, room:… or assigned");
        errors.Require(request.Language is null || Texts.Languages.Contains(request.Language), "language", request.Language, "kk, ru or en");
        errors.Require(request.Email is null || System.Net.Mail.MailAddress.TryCreate(request.Email, out _), "email", request.Email, "a mail address");
        if (errors.Any)
        {
            return errors.Problem();
        }
        return await ledger.DoAsync(async (entry, stop) =>
        {
            var known = await UserStore.FindByLoginAsync(entry.Session, login, stop)
                ?? new User($"u-{login}", login, "", SignIn.Hash(login, Guid.NewGuid().ToString()), [], "ru", false, ""); // A password that nobody knows, until the link is used.
            var isLast = !await UserStore.HasAdministratorAsync(entry.Session, known.Id, stop) && known.Roles.Contains(Roles.Administrator) && (request.Disabled || !roles.Contains(Roles.Administrator));
            if (isLast)
            {
                return false;
            }
            await UserStore.SaveAsync(entry.Session, known with
            {
                Name = request.Name!, Roles = roles, Scopes = scopes, Language = request.Language ?? known.Language, Email = request.Email, Disabled = request.Disabled,
                Stamp = Guid.NewGuid().ToString("N"), // Rights in old tickets are not those of the account any more.
            }, stop);
            await entry.AuditAsync(Person.Of(by).Who, "people.saved", known.Id, null, $"{string.Join(' ', roles)} [{string.Join(' ', scopes)}]{(request.Disabled ? " disabled" : "")}", stop);
            return true;
        }, cancel) ? TypedResults.NoContent() : TypedResults.Problem("This is the last administrator; make another one first.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<PasswordLinkReply>, NotFound>> LinkAsync(string login, ClaimsPrincipal by, IDatabase database, PasswordLinks links, IOptions<WebOptions> web, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await UserStore.FindByLoginAsync(session, login, cancel) is { } user
            ? TypedResults.Ok(new PasswordLinkReply($"{web.Value.BaseAddress}{await links.MakeAsync(user, Person.Of(by).Who, cancel)}")) : TypedResults.NotFound();
    }

    private static Task<Results<NoContent, NotFound>> ForgetFactorAsync(string login, ClaimsPrincipal by, Ledger ledger, CancellationToken cancel) =>
        ChangeAsync(login, "people.second-factor-forgotten", user => user with { SecondFactor = null, Stamp = Guid.NewGuid().ToString("N") }, by, ledger, cancel);

    private static Task<Results<NoContent, NotFound>> EndSessionsAsync(string login, ClaimsPrincipal by, Ledger ledger, CancellationToken cancel) =>
        ChangeAsync(login, "people.signed-out", user => user with { Stamp = Guid.NewGuid().ToString("N") }, by, ledger, cancel);

    private static async Task<Results<NoContent, NotFound>> ChangeAsync(string login, string action, Func<User, User> change, ClaimsPrincipal by, Ledger ledger, CancellationToken cancel) =>
        await ledger.DoAsync(async (entry, stop) =>
        {
            if (await UserStore.FindByLoginAsync(entry.Session, login, stop) is not { } user)
            {
                return false;
            }
            await UserStore.SaveAsync(entry.Session, change(user), stop);
            await entry.AuditAsync(Person.Of(by).Who, action, user.Id, null, "", stop);
            return true;
        }, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private sealed record PersonRequest(string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Scopes, string? Language, string? Email, bool Disabled);

    private sealed record PersonView(string Id, string Login, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, string Language, string? Email, bool Disabled, bool SecondFactor)
    {
        public static PersonView Of(User user) => new(user.Id, user.Login, user.Name, user.Roles, user.Scopes, user.Language, user.Email, user.Disabled, user.SecondFactor is not null);
    }

    private sealed record PasswordLinkReply(string Link);
}
