using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's page.</summary>
internal static class WallEndpoints
{
    public static void MapWall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => TypedResults.LocalRedirect("/wall")).RequireAuthorization(Rights.SignedIn);
        routes.MapGet("/wall", ShowAsync).RequireAuthorization(Rights.SeeWall);
        routes.MapWallFeed();
    }

    private static async Task<RazorComponentResult<WallPage>> ShowAsync(HttpContext http, IAntiforgery antiforgery, WebRoot root,
        IOptions<CampusOptions> campus, IAuthorizationService authorization) => new(new Dictionary<string, object?>
        {
            [nameof(WallPage.Texts)] = Texts.Of(http),
            [nameof(WallPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(WallPage.Campus)] = campus.Value.Title ?? campus.Value.Name,
            [nameof(WallPage.Person)] = http.User.FindFirstValue(ClaimTypes.Name),
            [nameof(WallPage.MayDecide)] = (await authorization.AuthorizeAsync(http.User, Rights.Decide)).Succeeded,
            [nameof(WallPage.HasScripts)] = root.HasScripts,
        });
}
