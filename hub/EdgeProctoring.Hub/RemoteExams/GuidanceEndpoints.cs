using System.Security.Claims;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>An exam's remote sittings for staff, and what a proctor does with one.</summary>
internal static class GuidanceEndpoints
{
    private static readonly TimeSpan _betweenWarnings = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (StepKind? Kind, bool NeedsReason)> _steps = new(StringComparer.Ordinal)
    {
        ["admit"] = (StepKind.Identify, false), ["ask-again"] = (null, true), ["warn"] = (StepKind.Warn, true), ["pause"] = (StepKind.Pause, true),
        ["resume"] = (StepKind.Resume, false), ["terminate"] = (StepKind.Terminate, true),
    };

    public static void MapGuidance(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/exams/{exam}/remote", ListAsync).RequireAuthorization(Rights.SeeRemote);
        routes.MapPost("/api/v1/exams/{exam}/remote/{sitting}/{step}", TakeAsync).RequireAuthorization(Rights.GuideRemote);
        routes.MapPost("/remote/{sitting}", PressAsync).RequireAuthorization(Rights.GuideRemote);
    }

    private static async Task<Ok<RemoteList>> ListAsync(string exam, IDatabase database, RemoteDesk desk, RemoteMeter meter, TimeProvider time, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var (sittings, now) = (await RemoteStore.OfExamAsync(session, exam, cancel), time.GetUtcNow());
        var streams = (await session.ListAsync("""
            SELECT c.sitting, c.stream, c.segment, COUNT(*), MAX(c.seq) + 1 - COUNT(*), COUNT(*) - SUM(c.plausible), SUM(c.size) FROM remote_chunks c JOIN sittings s ON s.id = c.sitting
            WHERE s.exam = @exam GROUP BY c.sitting, c.stream, c.segment ORDER BY c.sitting, c.stream, c.segment
            """, row => (Sitting: row.GetString(0), Line: new StreamLine(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), Convert.ToInt64(row.GetValue(5), null), Convert.ToInt64(row.GetValue(6), null))),
            cancel, ("@exam", exam))).ToLookup(line => line.Sitting, line => line.Line, StringComparer.Ordinal);
        return TypedResults.Ok(new RemoteList(exam, meter.Skipped, [.. sittings.Select(sitting => new RemoteLine(sitting.Id, sitting.Name, sitting.StateAt(now).ToString().ToLowerInvariant(),
            sitting.Started, sitting.EndsAt(now), sitting.EndedBy(now), sitting.ReasonAt(now), desk.Life(sitting.Id).Heard, sitting.Preparation.Pictures, [.. streams[sitting.Id]]))]));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem>> TakeAsync(string exam, string sitting, string step, GuideRequest request,
        ClaimsPrincipal person, RemoteDesk desk, RemoteSteps steps, TimeProvider time, CancellationToken cancel)
    {
        if (!_steps.TryGetValue(step, out var known) || await desk.FindAsync(sitting, cancel) is not { } found || found.Exam != exam)
        {
            return TypedResults.NotFound();
        }
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, needed: known.NeedsReason);
        if (errors.Any)
        {
            return errors.Problem();
        }
        var by = Person.Of(person);
        if (known.Kind == StepKind.Warn && found.Steps.LastOrDefault(one => one.Kind == StepKind.Warn)?.At > time.GetUtcNow() - _betweenWarnings)
        {
            return TypedResults.Problem("The student was warned a moment ago; let them read it.", statusCode: StatusCodes.Status429TooManyRequests);
        }
        return await (known.Kind is { } kind ? steps.TakeAsync(found, kind, by, request.Reason, cancel) : steps.PrepareAsync(sitting, RemoteStep.AskAgain, by, request.Reason!, cancel)) switch
        {
            StepResult.Taken => TypedResults.NoContent(),
            StepResult.NotFound => TypedResults.NotFound(),
            _ => TypedResults.Problem($"'{step}' cannot be done with this sitting now.", statusCode: StatusCodes.Status409Conflict),
        };
    }

    // The page's buttons: the same step, and back to the page, which shows what has become of it.
    private static async Task<Results<RedirectHttpResult, NotFound>> PressAsync(string sitting, HttpRequest request, ClaimsPrincipal person, RemoteDesk desk,
        RemoteSteps steps, RemoteTalk talk, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (!request.HasFormContentType || await desk.FindAsync(sitting, cancel) is not { } known)
        {
            return TypedResults.NotFound();
        }
        await using (var session = await database.ReadAsync(cancel))
        {
            if (!await RemoteScope.CoversAsync(session, person, known.Exam, cancel))
            {
                return TypedResults.NotFound();
            }
        }
        var form = await request.ReadFormAsync(cancel);
        if (form["step"] == "message" && RemoteTalk.Wrong("message", form["reason"]) is null)
        {
            await talk.SayAsync(known, Person.Of(person), "message", form["reason"].ToString(), cancel);
        }
        else
        {
            await TakeAsync(known.Exam, sitting, form["step"].ToString(), new GuideRequest(form["reason"] is [{ Length: > 0 } reason] ? reason : null), person, desk, steps, time, cancel);
        }
        return TypedResults.LocalRedirect("/remote");
    }

    private sealed record GuideRequest(string? Reason);

    private sealed record RemoteList(string Exam, long PassedOver, IReadOnlyList<RemoteLine> Sittings);

    private sealed record RemoteLine(string Sitting, string Name, string State, DateTimeOffset? Started, DateTimeOffset Ends, string? EndedBy, string? Reason, DateTimeOffset? Heard,
        IReadOnlyList<string> Pictures, IReadOnlyList<StreamLine> Streams);

    /// <summary>What came of one stream of one life of the page: how many pieces, how many numbers between them lack, how many have impossible times.</summary>
    private sealed record StreamLine(string Stream, long Segment, long Pieces, long Missing, long Implausible, long Bytes);
}
