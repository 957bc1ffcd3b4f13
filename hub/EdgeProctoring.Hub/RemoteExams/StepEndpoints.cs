using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The student's own steps, and where the sitting stands.</summary>
internal static class StepEndpoints
{
    private static readonly Dictionary<string, (RemoteStep? Preparing, StepKind? Kind)> _own = new(StringComparer.Ordinal)
    {
        ["consent"] = (RemoteStep.Consent, null), ["check"] = (RemoteStep.Check, null), ["identity"] = (RemoteStep.Identity, null),
        ["start"] = (null, StepKind.Start), ["finish"] = (null, StepKind.End),
    };

    public static void MapExamSteps(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exam/{sitting}").WithTags("RemoteExams").RequireAuthorization(Rights.TakeExam);
        group.MapGet("/state", ShowAsync);
        group.MapGet("/clock", ClockAsync);
        group.MapPost("/steps/{step}", TakeAsync);
    }

    private static async Task<Results<Ok<SittingState>, NotFound>> ShowAsync(string sitting, ClaimsPrincipal person, RemoteDesk desk, IDatabase database, IOptions<RemoteOptions> options,
        TimeProvider time, CancellationToken cancel)
    {
        if (await desk.FindOwnAsync(sitting, Id(person), cancel) is not { } own)
        {
            return TypedResults.NotFound();
        }
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(SittingState.Of(own, options.Value, time.GetUtcNow()) with { Messages = Lines(own, await MessageStore.ListAsync(session, sitting, cancel)) });
    }

    // Warnings are steps, for the record; to the student they are lines among the others.
    private static List<MessageLine> Lines(RemoteSitting sitting, List<RemoteMessage> messages) =>
        [.. messages.Select(one => new MessageLine(one.At.ToUnixTimeMilliseconds(), one.By == sitting.Person ? "student" : "staff", one.Kind, one.Text))
            .Concat(sitting.Steps.Where(step => step.Kind == StepKind.Warn).Select(step => new MessageLine(step.At.ToUnixTimeMilliseconds(), "staff", "warning", step.Reason ?? "")))
            .OrderBy(line => line.At)];

    private static async Task<Results<Ok<ClockReply>, NotFound>> ClockAsync(string sitting, ClaimsPrincipal person, RemoteDesk desk, TimeProvider time, CancellationToken cancel) =>
        await desk.FindOwnAsync(sitting, Id(person), cancel) is null ? TypedResults.NotFound() : TypedResults.Ok(new ClockReply(time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static async Task<Results<Ok<SittingState>, NotFound, ProblemHttpResult>> TakeAsync(string sitting, string step, StepRequest request, ClaimsPrincipal person,
        RemoteDesk desk, RemoteSteps steps, IDatabase database, IOptions<RemoteOptions> options, TimeProvider time, CancellationToken cancel)
    {
        if (await desk.FindOwnAsync(sitting, Id(person), cancel) is not { } own || !_own.TryGetValue(step, out var known))
        {
            return TypedResults.NotFound();
        }
        if (request.Detail?.Length > Limits.TextLength)
        {
            return Refuse(StatusCodes.Status400BadRequest, "detail", Refusal.Of("detail", $"{request.Detail.Length} characters", $"at most {Limits.TextLength}").ToString());
        }
        var detail = request.Detail ?? "";
        if (known.Preparing == RemoteStep.Identity)
        {
            await using var session = await database.ReadAsync(cancel);
            if (await IdentityPictures.FindAsync(session, sitting, detail, cancel) is not { } pictures)
            {
                return Refuse(StatusCodes.Status400BadRequest, "pictures", Refusal.Of("detail", detail, "1 to 4 pieces of 'identity' that are held, such as '1/0 1/1'").ToString());
            }
            detail = pictures;
        }
        if (known.Kind == StepKind.Start && own.StateAt(time.GetUtcNow()) == RemoteState.Admitted && time.GetUtcNow() < own.From)
        {
            return Refuse(StatusCodes.Status409Conflict, "time", "The exam has not begun yet.");
        }
        // Whoever was recognised but has not agreed to the rules cannot begin.
        var early = known.Kind == StepKind.Start && own.StateAt(time.GetUtcNow()) != RemoteState.Admitted;
        var result = early ? StepResult.NotNow
            : known.Kind is { } kind ? await steps.TakeAsync(own, kind, Person.Of(person), null, cancel)
            : await steps.PrepareAsync(sitting, known.Preparing!.Value, Person.Of(person), detail, cancel);
        return result switch
        {
            StepResult.Taken => TypedResults.Ok(SittingState.Of((await desk.FindAsync(sitting, cancel))!, options.Value, time.GetUtcNow())),
            StepResult.NotNow => Refuse(StatusCodes.Status409Conflict, "order", $"'{step}' cannot be done now; load the page again, it shows what comes next."),
            _ => TypedResults.NotFound(),
        };
    }

    private static ProblemHttpResult Refuse(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static string Id(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier)!;

    private sealed record StepRequest(string? Detail);

    private sealed record ClockReply(long Now);
}

/// <summary>A sitting as its student's page sees it. Times are milliseconds since 1970. hub/web/src/exam/hub.ts mirrors it.</summary>
internal sealed record SittingState(string State, long From, long To, long Now, long? Started, string? EndedBy, string? Reason, int LeastUploadKbits)
{
    public static SittingState Of(RemoteSitting sitting, RemoteOptions options, DateTimeOffset now) => new(sitting.StateAt(now).ToString().ToLowerInvariant(),
        sitting.From.ToUnixTimeMilliseconds(), sitting.EndsAt(now).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), sitting.Started?.ToUnixTimeMilliseconds(),
        sitting.EndedBy(now), sitting.ReasonAt(now), options.LeastUploadKbits);

    /// <summary>What was written, oldest first.</summary>
    public IReadOnlyList<MessageLine> Messages { get; init; } = [];
}

/// <summary>One line as the student's page shows it: from <c>student</c> or <c>staff</c>; kind message, help, trouble or warning.</summary>
internal sealed record MessageLine(long At, string From, string Kind, string Text);
