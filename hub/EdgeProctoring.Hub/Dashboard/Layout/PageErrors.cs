using EdgeProctoring.Hub.Dashboard.Pages;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>A person who gets no page gets a reason and the next step instead: no permission, nothing there, a fault of ours.</summary>
internal static class PageErrors
{
    public static void UsePageErrors(this IApplicationBuilder app) => app.UseWhen(WantsPage, pages =>
    {
        pages.UseExceptionHandler(failed => failed.Run(http => ShowAsync(http, StatusCodes.Status500InternalServerError)));
        pages.UseStatusCodePages(context => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    });

    private static bool WantsPage(HttpContext http) => !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && http.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.Ordinal) == true);

    private static Task ShowAsync(HttpContext http, int status)
    {
        // Where no page is, the hub's refusal by default would say "forbidden".
        status = status == StatusCodes.Status403Forbidden && http.GetEndpoint() is null ? StatusCodes.Status404NotFound : status;
        var state = status switch { StatusCodes.Status403Forbidden => "forbidden", StatusCodes.Status404NotFound => "missing", StatusCodes.Status400BadRequest => "stale", _ => "failed" };
        http.Response.StatusCode = status;
        return http.RequestServices.GetRequiredService<PageDesk>().Show<StatePage>(http, (nameof(StatePage.State), state)).ExecuteAsync(http);
    }
}
