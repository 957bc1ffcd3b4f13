using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The way in, and the page that shows every component.</summary>
internal static class LayoutEndpoints
{
    public static void MapLayout(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Begin).RequireAuthorization(Rights.SignedIn);
        routes.MapGet("/design", (HttpContext http, PageDesk pages) => pages.Show<DesignPage>(http)).RequireAuthorization(Rights.SignedIn);
    }

    private static IResult Begin(HttpContext http, PageDesk pages) => PageDesk.FirstOf(http.User) is { } first
        ? TypedResults.LocalRedirect(first) : pages.Show<StatePage>(http, (nameof(StatePage.State), "none"));
}
