using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>IT's pages: all nodes, and one of them.</summary>
internal static class FleetEndpoints
{
    public static void MapFleet(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", ListAsync).RequireAuthorization(Rights.SeeNodes);
        routes.MapGet("/nodes/{node}", FindAsync).RequireAuthorization(Rights.SeeNodes);
    }

    private static async Task<IResult> ListAsync(string? health, HttpContext http, PageDesk pages, FleetBook fleet, CancellationToken cancel) =>
        pages.Show<NodesPage>(http, (nameof(NodesPage.Nodes), await fleet.ListAsync(Scope.Of(http.User), cancel)),
            (nameof(NodesPage.Health), Enum.TryParse<NodeHealth>(health, ignoreCase: true, out var wanted) ? wanted : null));

    private static async Task<IResult> FindAsync(string node, HttpContext http, PageDesk pages, FleetBook fleet, CancellationToken cancel) =>
        (await fleet.ListAsync(Scope.Of(http.User), cancel)).FirstOrDefault(one => one.Node == node) is { } found ? pages.Show<NodePage>(http, (nameof(NodePage.Node), found)) : TypedResults.NotFound();
}
