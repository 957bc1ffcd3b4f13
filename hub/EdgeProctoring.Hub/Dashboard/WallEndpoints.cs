using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's page.</summary>
internal static class WallEndpoints
{
    private const int MostProctors = 200;
    private static readonly TimeSpan _snooze = TimeSpan.FromMinutes(2);

    public static void MapWall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wall", ShowAsync).RequireAuthorization(Rights.SeeWall);
        routes.MapPost("/wall/exams/{exam}/incidents/{incident}/handling", HandleAsync).RequireAuthorization(Rights.Decide);
        routes.MapWallFeed();
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> HandleAsync(string exam, string incident, HandlingRequest request, ClaimsPrincipal person, WallBoard wall, Ledger ledger,
        TimeProvider time, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(request.Handling is "take" or HandlingStore.Leave or "snooze" or "assign", "handling", request.Handling, "take, leave, snooze or assign");
        errors.Require(request.Handling != "assign" || !string.IsNullOrEmpty(request.To), "to", request.To, "the account of whoever shall look after it");
        if (errors.Any)
        {
            return errors.Problem();
        }
        var by = Person.Of(person);
        DateTimeOffset? until = request.Handling == "snooze" ? time.GetUtcNow() + _snooze : null;
        var given = await ledger.DoAsync<Person?>(async (entry, stop) =>
        {
            // Whoever is given an incident must be able to decide on it.
            var to = request.Handling != "assign" ? by : await entry.Session.FindAsync("SELECT id, name, roles FROM users WHERE id = @id AND disabled = 0",
                row => row.GetString(2).Contains(Roles.Proctor, StringComparison.Ordinal) ? new Person(row.GetString(0), row.GetString(1)) : default, stop, ("@id", request.To));
            if (!wall.Shows(exam, incident) || to.Id is null)
            {
                return null;
            }
            await HandlingStore.AddAsync(entry, exam, incident, request.Handling!, to, until, by, stop);
            return to;
        }, cancel);
        return given is { } holder && wall.Handle(exam, incident, request.Handling == HandlingStore.Leave ? null : new Handling(holder.Name, until)) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<RazorComponentResult<WallPage>> ShowAsync(string? view, HttpContext http, PageDesk pages, IAuthorizationService authorization, IDatabase database, CancellationToken cancel) =>
        pages.Show<WallPage>(http, (nameof(WallPage.MaySchedule), (await authorization.AuthorizeAsync(http.User, Rights.Schedule)).Succeeded),
            (nameof(WallPage.Proctors), await ProctorsAsync(database, cancel)),
            (nameof(WallPage.MayDecide), (await authorization.AuthorizeAsync(http.User, Rights.Decide)).Succeeded),
            (nameof(WallPage.IsProjector), view == "projector"));

    private static async Task<IReadOnlyDictionary<string, string>> ProctorsAsync(IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return (await session.ListAsync("SELECT id, name, roles FROM users WHERE disabled = 0 ORDER BY name", row => (Id: row.GetString(0), Name: row.GetString(1), Roles: row.GetString(2)), cancel))
            .Where(user => user.Roles.Contains(Roles.Proctor, StringComparison.Ordinal)).Take(MostProctors).ToDictionary(user => user.Id, user => user.Name, StringComparer.Ordinal);
    }

    private sealed record HandlingRequest(string? Handling, string? To);
}
