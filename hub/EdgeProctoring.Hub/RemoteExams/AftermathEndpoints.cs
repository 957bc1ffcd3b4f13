using System.Security.Claims;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.RemoteExams.Pages;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>After the exam: what became of the sitting, why, which photos concern the student, and how long all of it is kept.</summary>
internal static class AftermathEndpoints
{
    public static void MapAftermath(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exam/{sitting}/after", ShowAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapGet("/exam/{sitting}/photos/{evidence}", PhotoAsync).RequireAuthorization(Rights.TakeExam);
    }

    private static async Task<Results<RazorComponentResult<AfterPage>, NotFound>> ShowAsync(string sitting, HttpContext http, RemoteDesk desk, Ledger ledger, TimeProvider time,
        CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await desk.FindOwnAsync(sitting, Id(http), cancel) is not { } own || own.StateAt(now) != RemoteState.Ended)
        {
            return TypedResults.NotFound();
        }
        var texts = Texts.Of(http);
        var language = texts.Language switch { "kk" => Language.Kk, "en" => Language.En, _ => Language.Ru };
        // Judges belong to the record's writer: it is asked.
        var (score, lines, days) = await ledger.DoAsync(async (entry, stop) =>
        {
            var exam = await entry.Desk.FindAsync(entry.Session, own.Exam, stop);
            var judgement = exam!.Sittings[sitting].JudgeNow(entry.Now);
            return (Explanation.Of(judgement.Score, language), judgement.Incidents.Where(Concerns).Select(incident => Line(incident, language)).ToList(), exam.Pack.Content.KeepDays.Value);
        }, cancel);
        return new RazorComponentResult<AfterPage>(new Dictionary<string, object?>
        {
            [nameof(AfterPage.Texts)] = texts, [nameof(AfterPage.Sitting)] = own, [nameof(AfterPage.Score)] = score, [nameof(AfterPage.Lines)] = lines,
            [nameof(AfterPage.KeptUntil)] = own.EndsAt(now).AddDays(days), [nameof(AfterPage.Now)] = now,
        });
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> PhotoAsync(string sitting, string evidence, HttpContext http, RemoteDesk desk, IDatabase database, IBlobStore blobs,
        TimeProvider time, CancellationToken cancel)
    {
        if (await desk.FindOwnAsync(sitting, Id(http), cancel) is not { } own || own.StateAt(time.GetUtcNow()) != RemoteState.Ended)
        {
            return TypedResults.NotFound();
        }
        await using var session = await database.ReadAsync(cancel);
        var isOwn = await session.NumberAsync("SELECT COUNT(*) FROM evidence WHERE id = @id AND sitting = @sitting AND media_type = 'image/jpeg'", cancel, ("@id", evidence), ("@sitting", sitting)) > 0;
        if (!isOwn || await EvidenceStore.FindAsync(session, evidence, cancel) is not { } stored || await blobs.OpenAsync(stored.Sha256, cancel) is not { } bytes)
        {
            return TypedResults.NotFound();
        }
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(bytes, "image/jpeg", lastModified: stored.From);
    }

    private static bool Concerns(Incident incident) => incident.Scope == IncidentScope.Person && incident.Exempt == Exemption.None && !incident.InGrace && incident.Review != ReviewState.Dismissed;

    private static AfterLine Line(Incident incident, Language language) => new(Explanation.Name(incident.Code, language), Explanation.Of(incident, language), incident.From, incident.To,
        incident.Review is ReviewState.Confirmed or ReviewState.Recoded, [.. incident.Evidence]);

    private static string Id(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
}

/// <summary>One thing that was marked, as its student reads it.</summary>
public sealed record AfterLine(string Name, string Why, DateTimeOffset From, DateTimeOffset To, bool IsDecided, IReadOnlyList<string> Photos);
