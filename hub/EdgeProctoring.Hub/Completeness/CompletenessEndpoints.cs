using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>What an exam's record holds and lacks, who accepts it, and the seal.</summary>
internal static class CompletenessEndpoints
{
    public static void MapCompleteness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/exams/{exam}/completeness", ShowAsync).RequireAuthorization(Rights.SeeCompleteness);
        routes.MapPost("/api/v1/exams/{exam}/completeness/{point}/acceptance", AcceptAsync).RequireAuthorization(Rights.Seal);
        routes.MapPost("/api/v1/exams/{exam}/seal", SealAsync).RequireAuthorization(Rights.Seal);
    }

    private static async Task<Results<Ok<ExamCompleteness>, NotFound>> ShowAsync(string exam, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await CompletenessBook.FindAsync(session, exam, time.GetUtcNow(), cancel) is { } book ? TypedResults.Ok(book) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem>> AcceptAsync(string exam, string point, AcceptRequest request,
        ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        if (request.Reason is not { Length: > 0 and <= Limits.TextLength } reason || string.IsNullOrWhiteSpace(reason))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["reason"] = [Refusal.Of("reason", request.Reason, $"1 to {Limits.TextLength} characters").ToString()] });
        }
        var work = new AcceptGap(exam, point, Id(person), Name(person), reason);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            AcceptResult.Accepted => TypedResults.NoContent(),
            AcceptResult.AlreadyAccepted => TypedResults.Problem("Somebody has accepted this point already.", statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<NoContent, NotFound, Conflict<SealRefusal>>> SealAsync(string exam, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var work = new SealExam(exam, Id(person), Name(person));
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            { Sealed: true } => TypedResults.NoContent(),
            { Found: false } => TypedResults.NotFound(),
            var refused => TypedResults.Conflict(new SealRefusal(refused.Refusal!, refused.Open)),
        };
    }

    private static string Id(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier)!;

    private static string Name(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.Name)!;

    private sealed record AcceptRequest(string? Reason);

    private sealed record SealRefusal(string Reason, IReadOnlyList<OpenPoint> Open);
}
