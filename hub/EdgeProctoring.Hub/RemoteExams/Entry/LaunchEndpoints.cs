using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.RemoteExams.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Where a partner's link leads: to the student's own exam, or to a page that says why not and what to do.</summary>
internal static class LaunchEndpoints
{
    public static void MapLaunch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/launch/{partner}", LaunchAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.RateLimit);

    private static async Task<IResult> LaunchAsync(string partner, string? token, HttpContext http, Launching launching, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (launching.Find(partner) is not { } known)
        {
            return TypedResults.NotFound();
        }
        // The link is a secret for some minutes: no other page learns it, and no cache keeps it.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        var (outcome, sitting, refusal) = await launching.TakeAsync(known, token ?? "", cancel);
        if (outcome is not null)
        {
            return await SignInEndpoints.GoOnAsync(outcome, $"/exam/{Uri.EscapeDataString(sitting!)}", http, antiforgery);
        }
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return new RazorComponentResult<LaunchPage>(new Dictionary<string, object?>
        {
            [nameof(LaunchPage.Texts)] = Texts.Of(http), [nameof(LaunchPage.Partner)] = known.Name, [nameof(LaunchPage.Refusal)] = refusal!.Value,
        });
    }
}
