using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace EdgeProctoring.Hub.Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        // Cyrillic letters stay letters in the page.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddSingleton<WallBoard>().AddSingleton<WallRooms>().AddSingleton<PageDesk>().AddSingleton<FleetBook>().AddSingleton<PlanningBook>().AddSingleton<CaseBook>().AddSingleton<RoomBook>();
        builder.Services.AddHostedService<WallSteps>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapLayout();
        routes.MapWall();
        routes.MapPlanning();
        routes.MapRooms();
        routes.MapCases();
        routes.MapFleet();
        routes.MapTrail();
    }
}
