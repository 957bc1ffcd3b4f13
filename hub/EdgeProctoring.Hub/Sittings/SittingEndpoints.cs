using System.Security.Claims;
using System.Text.Json;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>Sittings as they stand, and what people do with them.</summary>
internal static class SittingEndpoints
{
    private static readonly StepKind[] _forMany = [StepKind.Warn, StepKind.Pause, StepKind.Resume, StepKind.ExtraTime, StepKind.Terminate, StepKind.End, StepKind.Review];
    private static readonly StepKind[] _outcomes = [StepKind.Decide, StepKind.Appeal, StepKind.Finalise];

    private static readonly Dictionary<string, StepKind> _words =
        Enum.GetValues<StepKind>().ToDictionary(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), StringComparer.Ordinal);

    public static void MapSittings(this IEndpointRouteBuilder routes)
    {
        var exam = routes.MapGroup("/api/v1/exams/{exam}").WithTags("Sittings");
        exam.MapGet("/sittings", ListAsync).RequireAuthorization(Rights.SeeExams).WithMetadata(new ListsByRoom());
        exam.MapGet("/sittings/{sitting}", FindAsync).RequireAuthorization(Rights.SeeExams);
        exam.MapPost("/sittings/{sitting}/steps", (string exam, string sitting, StepRequest request, ClaimsPrincipal person, SittingDesk desk, CancellationToken cancel) =>
            TakeAsync(new Target(exam, null, sitting, [.. Enum.GetValues<StepKind>().Except(_outcomes)]), request, person, desk, cancel)).RequireAuthorization(Rights.Attend);
        exam.MapPost("/sittings/{sitting}/outcome", (string exam, string sitting, StepRequest request, ClaimsPrincipal person, SittingDesk desk, CancellationToken cancel) =>
            TakeAsync(new Target(exam, null, sitting, _outcomes), request, person, desk, cancel)).RequireAuthorization(Rights.Sign).RequireFreshForDecisions();
        exam.MapPost("/rooms/{room}/steps", (string exam, string room, StepRequest request, ClaimsPrincipal person, SittingDesk desk, CancellationToken cancel) =>
            TakeAsync(new Target(exam, room, null, _forMany), request, person, desk, cancel)).RequireAuthorization(Rights.Attend);
        exam.MapPost("/steps", (string exam, StepRequest request, ClaimsPrincipal person, SittingDesk desk, CancellationToken cancel) =>
            TakeAsync(new Target(exam, null, null, _forMany), request, person, desk, cancel)).RequireAuthorization(Rights.Schedule);
    }

    private static async Task<Results<Ok<Page<SittingView>>, NotFound>> ListAsync(string exam, string? room, [AsParameters] PageWish page, SittingDesk desk, CancellationToken cancel) =>
        await desk.ListAsync(exam, room, page, cancel) is { } sittings ? TypedResults.Ok(sittings) : TypedResults.NotFound();

    private static async Task<Results<Ok<SittingView>, NotFound>> FindAsync(string exam, string sitting, SittingDesk desk, CancellationToken cancel) =>
        await desk.FindAsync(exam, sitting, cancel) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound();

    private static async Task<Results<Created<StepReply>, NotFound, ValidationProblem, ProblemHttpResult>> TakeAsync(Target target, StepRequest request, ClaimsPrincipal person,
        SittingDesk desk, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var known = _words.TryGetValue(request.Step ?? "", out var kind) && target.Kinds.Contains(kind);
        errors.Require(known, "step", request.Step, string.Join(", ", target.Kinds.Select(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()))));
        errors.Number("minutes", request.Minutes, 1, kind switch { StepKind.Exit => 60, StepKind.Break => 120, _ => 240 }, needed: kind is StepKind.Exit or StepKind.ExtraTime);
        errors.Text("reason", request.Reason, needed: kind is StepKind.Terminate or StepKind.Decide);
        if (kind == StepKind.Move)
        {
            errors.Id("seat", request.Seat);
        }
        if (errors.Any)
        {
            return errors.Problem();
        }
        var wish = new StepWish(target.Exam, target.Room, target.Sitting, kind) { Minutes = request.Minutes, Seat = kind == StepKind.Move ? request.Seat : null, Reason = request.Reason };
        return await desk.TakeAsync(wish, Person.Of(person), cancel) switch
        {
            { Step: { } step } => TypedResults.Created((string?)null, new StepReply(step.Id, step.At)),
            { Refusal: { } refusal } => TypedResults.Problem(Explain(refusal), statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["code"] = JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString()) }),
            _ => TypedResults.NotFound(),
        };
    }

    private static string Explain(StepRefusal refusal) => refusal switch
    {
        StepRefusal.NotStarted => "The sitting has not begun.",
        StepRefusal.NotIdentified => "Identify the examinee first.",
        StepRefusal.StartsByItself => "A sitting in a hall starts by the clock, or with the identification.",
        StepRefusal.AlreadyDone => "It is done already.",
        StepRefusal.AlreadyAway => "The examinee is on a break, outside or paused already.",
        StepRefusal.NotAway => "There is no such break to end.",
        StepRefusal.NotEnded => "The sitting still runs.",
        StepRefusal.NotReviewed => "Nobody has reviewed the sitting yet.",
        StepRefusal.NotDecided => "There is no decision yet, or nothing follows it.",
        StepRefusal.Over => "The sitting is over.",
        StepRefusal.SeatNotFree => "There is no such seat in this room, or somebody sits there.",
        StepRefusal.Nobody => "There is nobody for whom this is possible now.",
        _ => "This step is not possible.",
    };

    private sealed record Target(string Exam, string? Room, string? Sitting, IReadOnlyList<StepKind> Kinds);

    private sealed record StepRequest(string? Step, int? Minutes, string? Seat, string? Reason);

    private sealed record StepReply(string Step, DateTimeOffset At);
}
