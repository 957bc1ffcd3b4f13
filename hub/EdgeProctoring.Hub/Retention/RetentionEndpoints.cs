using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Retention;

/// <summary>Holds on recordings, early deletion, and the proof of what was deleted.</summary>
internal static class RetentionEndpoints
{
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Shredder>().AddHostedService<RetentionWorker>();
    }

    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        var exam = routes.MapGroup("/api/v1/exams/{exam}").WithTags("Retention");
        exam.MapGet("/holds", ListAsync).RequireAuthorization(Rights.SeeCompleteness);
        exam.MapPost("/holds", SetAsync).RequireAuthorization(Rights.Hold);
        exam.MapDelete("/holds/{hold}", ReleaseAsync).RequireAuthorization(Rights.Hold).RequireFreshForDangers();
        exam.MapGet("/deletions", ProveAsync).RequireAuthorization(Rights.SeeCompleteness);
        exam.MapPost("/deletions", DeleteAsync).RequireAuthorization(Rights.DeleteRecordings).RequireFreshForDangers();
    }

    private static async Task<Ok<IReadOnlyList<Hold>>> ListAsync(string exam, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<Hold>>(await HoldStore.ListAsync(session, exam, cancel));
    }

    private static async Task<Results<Created<HoldReply>, NotFound, ValidationProblem>> SetAsync(string exam, HoldRequest request, ClaimsPrincipal principal, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var reason = errors.Text("reason", request.Reason, needed: true);
        if (errors.Any)
        {
            return errors.Problem();
        }
        var (person, id) = (Person.Of(principal), Guid.NewGuid().ToString("N"));
        return await ledger.DoAsync(async (entry, stop) =>
        {
            var known = request.Sitting is null
                ? await entry.Session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @exam", stop, ("@exam", exam))
                : await entry.Session.NumberAsync("SELECT COUNT(*) FROM sittings WHERE exam = @exam AND id = @sitting", stop, ("@exam", exam), ("@sitting", request.Sitting));
            if (known > 0)
            {
                await HoldStore.AddAsync(entry, new Hold(id, exam, request.Sitting, Hold.Legal, reason!, person.Name, entry.Now, null), person.Id, stop);
            }
            return known > 0;
        }, cancel) ? TypedResults.Created((string?)null, new HoldReply(id)) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> ReleaseAsync(string exam, string hold, string? reason, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Text("reason", reason, needed: true);
        return errors.Any ? errors.Problem()
            : await ledger.DoAsync((entry, stop) => HoldStore.ReleaseAsync(entry, exam, hold, Person.Of(person).Id, reason!, stop), cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<Page<Deletion>>, NotFound>> ProveAsync(string exam, [AsParameters] PageWish page, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(page.Cut(await session.ListAsync($"""
            SELECT t.evidence, t.sha256, t.size, t.reason, t.at_us, c.number, c.hash FROM tombstones t JOIN chain c ON c.exam = t.exam AND c.kind = 'tombstone' AND c.ref = 'tombstone/' || t.evidence
            WHERE t.exam = @exam AND t.evidence > @after ORDER BY t.evidence LIMIT {page.Size + 1}
            """, row => new Deletion(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), WireTime.FromMicroseconds(row.GetInt64(4)), row.GetInt64(5), row.GetString(6)),
            cancel, ("@exam", exam), ("@after", page.After ?? "")), deletion => deletion.Evidence));
    }

    private static async Task<Results<Ok<DeletionReply>, NotFound, ValidationProblem, ProblemHttpResult>> DeleteAsync(string exam, DeletionRequest request, ClaimsPrincipal person, IDatabase database,
        Shredder shredder, TimeProvider time, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, needed: true);
        if (errors.Any)
        {
            return errors.Problem();
        }
        await using (var session = await database.ReadAsync(cancel))
        {
            var end = await session.NumberAsync("SELECT COALESCE((SELECT MAX(r.until_us) FROM exam_rooms r WHERE r.exam = @exam), (SELECT to_us FROM exams WHERE id = @exam), 0)", cancel, ("@exam", exam));
            if (end == 0 || end > WireTime.ToMicroseconds(time.GetUtcNow()))
            {
                return end == 0 ? TypedResults.NotFound() : TypedResults.Problem("The exam still runs.", statusCode: StatusCodes.Status409Conflict);
            }
        }
        return TypedResults.Ok(new DeletionReply(await shredder.DeleteAsync(exam, Person.Of(person).Who, request.Reason!, cancel)));
    }

    private sealed record HoldRequest(string? Sitting, string? Reason);

    private sealed record HoldReply(string Hold);

    private sealed record DeletionRequest(string? Reason);

    private sealed record DeletionReply(int Deleted);

    /// <summary>A deleted piece, and its entry in the exam's chain.</summary>
    private sealed record Deletion(string Evidence, string Sha256, long Size, string Reason, DateTimeOffset At, long ChainNumber, string ChainHash);
}
