using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's page.</summary>
internal static class WallEndpoints
{
    public static void MapWall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wall", ShowAsync).RequireAuthorization(Rights.SeeWall);
        routes.MapWallFeed();
    }

    private static async Task<RazorComponentResult<WallPage>> ShowAsync(HttpContext http, PageDesk pages, IAuthorizationService authorization) =>
        pages.Show<WallPage>(http, (nameof(WallPage.MayDecide), (await authorization.AuthorizeAsync(http.User, Rights.Decide)).Succeeded));
}
