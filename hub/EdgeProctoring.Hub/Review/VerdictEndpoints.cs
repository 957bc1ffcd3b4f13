using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Review;

/// <summary>The machine proposes; here a named person decides.</summary>
internal static class VerdictEndpoints
{
    public static void MapVerdicts(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/exams/{exam}/incidents/{incident}/verdicts", DecideAsync).RequireAuthorization(Rights.Decide).RequireFreshForDecisions();

    private static async Task<Results<Created<VerdictReply>, NotFound, ValidationProblem, ProblemHttpResult>> DecideAsync(string exam, string incident,
        VerdictRequest request, ClaimsPrincipal person, Ledger ledger, WallBoard wall, TimeProvider time, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        if (!JsonWords.Decisions.TryGetValue(request.Decision ?? "", out var decision) || decision is VerdictKind.Report)
        {
            errors["decision"] = [Refusal.Of("decision", request.Decision, "confirm, dismiss, recode or undo").ToString()];
        }
        if (request.Reason?.Length > Limits.TextLength || (decision == VerdictKind.Dismiss && string.IsNullOrWhiteSpace(request.Reason)))
        {
            errors["reason"] = [Refusal.Of("reason", request.Reason, $"1 to {Limits.TextLength} characters; a dismissal needs one").ToString()];
        }
        ViolationCode? newCode = request.NewCode is { } text && ViolationCodes.TryParse(text, out var code) ? code : null;
        if (decision == VerdictKind.Recode && newCode is null)
        {
            errors["newCode"] = [Refusal.Of("newCode", request.NewCode, "a code of the catalogue, such as PHONE").ToString()];
        }
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }
        var work = new VerdictWork(new Deciding(Guid.CreateVersion7(time.GetUtcNow()).ToString(), exam, incident, decision,
            person.FindFirstValue(ClaimTypes.NameIdentifier)!, person.FindFirstValue(ClaimTypes.Name)!)
        {
            NewCode = newCode, Seats = request.Seats ?? [], Reason = request.Reason, Undoes = request.Undoes,
        }, wall);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            DecidingResult.Saved => TypedResults.Created((string?)null, new VerdictReply(work.Id)),
            DecidingResult.NothingToUndo => TypedResults.Problem("This verdict is not in force on this incident.", statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.NotFound(),
        };
    }

    private sealed record VerdictRequest(string? Decision, string? Reason, string? NewCode, IReadOnlyList<string>? Seats, string? Undoes);

    private sealed record VerdictReply(string Verdict);
}
