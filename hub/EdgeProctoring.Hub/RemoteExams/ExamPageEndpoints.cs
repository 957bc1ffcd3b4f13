using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.RemoteExams.Pages;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The student's pages, and the proctor's page of those at home.</summary>
internal static class ExamPageEndpoints
{
    public static void MapExamPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exam", ListAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapGet("/exam/{sitting}", ShowAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapGet("/exam/{sitting}/paper", PaperAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapGet("/remote", GuideAsync).RequireAuthorization(Rights.GuideRemote);
    }

    private static async Task<RazorComponentResult<SittingsPage>> ListAsync(HttpContext http, IDatabase database, TimeProvider time, IAntiforgery antiforgery, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return new RazorComponentResult<SittingsPage>(new Dictionary<string, object?>
        {
            [nameof(SittingsPage.Texts)] = Texts.Of(http),
            [nameof(SittingsPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(SittingsPage.Person)] = http.User.FindFirstValue(ClaimTypes.Name),
            [nameof(SittingsPage.Sittings)] = await RemoteStore.OfPersonAsync(session, Id(http), cancel),
            [nameof(SittingsPage.Now)] = time.GetUtcNow(),
        });
    }

    private static async Task<Results<RazorComponentResult<ExamPage>, NotFound>> ShowAsync(string sitting, bool? rehearse, HttpContext http, RemoteDesk desk, WebRoot root,
        IAntiforgery antiforgery, CancellationToken cancel) => await desk.FindOwnAsync(sitting, Id(http), cancel) is not { } own
            ? TypedResults.NotFound()
            : new RazorComponentResult<ExamPage>(new Dictionary<string, object?>
            {
                [nameof(ExamPage.Texts)] = Texts.Of(http),
                [nameof(ExamPage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
                [nameof(ExamPage.Sitting)] = own,
                [nameof(ExamPage.Rehearsal)] = rehearse == true,
                [nameof(ExamPage.HasScripts)] = root.HasScripts,
            });

    // The one page of ours that may stand in a frame, and only in our own.
    private static async Task<Results<RazorComponentResult<PaperPage>, NotFound>> PaperAsync(string sitting, HttpContext http, RemoteDesk desk, TimeProvider time, CancellationToken cancel)
    {
        if (await desk.FindOwnAsync(sitting, Id(http), cancel) is not { } own || !own.IsRunning(time.GetUtcNow()))
        {
            return TypedResults.NotFound();
        }
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
        return new RazorComponentResult<PaperPage>(new Dictionary<string, object?> { [nameof(PaperPage.Texts)] = Texts.Of(http), [nameof(PaperPage.Title)] = own.Title });
    }

    private static async Task<RazorComponentResult<GuidePage>> GuideAsync(HttpContext http, IDatabase database, RemoteDesk desk, TimeProvider time, IAntiforgery antiforgery, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var messages = new Dictionary<string, IReadOnlyList<RemoteMessage>>(StringComparer.Ordinal);
        var sittings = await RemoteStore.RecentAsync(session, time.GetUtcNow(), TimeSpan.FromHours(1), cancel);
        foreach (var exam in sittings.Select(sitting => sitting.Exam).Distinct(StringComparer.Ordinal).ToList())
        {
            if (!await RemoteScope.CoversAsync(session, http.User, exam, cancel))
            {
                sittings.RemoveAll(sitting => sitting.Exam == exam);
            }
        }
        foreach (var sitting in sittings)
        {
            messages[sitting.Id] = await MessageStore.ListAsync(session, sitting.Id, cancel);
        }
        return new RazorComponentResult<GuidePage>(new Dictionary<string, object?>
        {
            [nameof(GuidePage.Texts)] = Texts.Of(http),
            [nameof(GuidePage.Token)] = antiforgery.GetAndStoreTokens(http).RequestToken,
            [nameof(GuidePage.Messages)] = messages,
            [nameof(GuidePage.Now)] = time.GetUtcNow(),
            [nameof(GuidePage.Person)] = http.User.FindFirstValue(ClaimTypes.Name),
            [nameof(GuidePage.Sittings)] = sittings.Select(sitting => (sitting, desk.Life(sitting.Id).Heard)).ToList(),
        });
    }

    private static string Id(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
}
