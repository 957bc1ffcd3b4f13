using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's page.</summary>
internal static class WallEndpoints
{
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
        if (request.Handling is not ("take" or "leave" or "snooze"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["handling"] = ["take, leave or snooze"] });
        }
        var by = Person.Of(person);
        var known = wall.Handle(exam, incident, request.Handling == "leave" ? null : new Handling(by.Name, request.Handling == "snooze" ? time.GetUtcNow() + _snooze : null));
        if (known)
        {
            await ledger.EnqueueAsync(new AuditNote(by.Who, $"incident.{request.Handling}", incident, exam), cancel);
        }
        return known ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<RazorComponentResult<WallPage>> ShowAsync(string? view, HttpContext http, PageDesk pages, IAuthorizationService authorization) =>
        pages.Show<WallPage>(http, (nameof(WallPage.MayDecide), (await authorization.AuthorizeAsync(http.User, Rights.Decide)).Succeeded),
            (nameof(WallPage.IsProjector), view == "projector"));

    private sealed record HandlingRequest(string? Handling);
}
