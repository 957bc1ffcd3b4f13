using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>One room as it is now.</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this IEndpointRouteBuilder routes) => routes.MapGet("/exams/{exam}/rooms/{room}", ShowAsync).RequireAuthorization(Rights.SeeLive);

    private static async Task<IResult> ShowAsync(string exam, string room, HttpContext http, PageDesk pages, RoomBook book, CancellationToken cancel) =>
        await book.FindAsync(exam, room, cancel) is { } view ? pages.Show<RoomPage>(http, (nameof(RoomPage.Room), view)) : TypedResults.NotFound();
}
