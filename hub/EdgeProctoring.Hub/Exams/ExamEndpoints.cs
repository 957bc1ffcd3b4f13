using System.Security.Claims;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Exams;

/// <summary>Planning exams: schedule, rooms, staff, groups, rules, aids, accommodations.</summary>
internal static class ExamEndpoints
{
    public static void MapExams(this IEndpointRouteBuilder routes)
    {
        var exams = routes.MapGroup("/api/v1/exams").WithTags("Exams");
        exams.MapGet("", ListAsync).RequireAuthorization(Rights.SeeExams);
        exams.MapGet("/{exam}", FindAsync).RequireAuthorization(Rights.SeeExams);
        exams.MapPut("/{exam}", SaveAsync).RequireAuthorization(Rights.PlanExams);
        exams.MapDelete("/{exam}", CancelAsync).RequireAuthorization(Rights.PlanExams);
        exams.MapPut("/{exam}/aids", NameAidsAsync).RequireAuthorization(Rights.NameAids);
        exams.MapPut("/{exam}/sittings/{sitting}/accommodations", GrantAsync).RequireAuthorization(Rights.PlanExams);
    }

    private static async Task<Ok<Page<ExamLine>>> ListAsync([AsParameters] PageWish page, ClaimsPrincipal person, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(await ExamStore.ListAsync(session, Scope.Of(person), page, cancel));
    }

    private static async Task<Results<Ok<ExamView>, NotFound>> FindAsync(string exam, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await ExamStore.FindAsync(session, exam, cancel) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SaveAsync(string exam, ExamPlan plan, ClaimsPrincipal person, Ledger ledger, IDatabase database, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Id("exam", exam);
        plan.Check(errors);
        (Rules.RulePack Pack, string Text)? rules = null;
        await using (var session = await database.ReadAsync(cancel))
        {
            await ExamStore.CheckAsync(session, plan, errors, cancel);
            rules = plan.Pack is null ? null : await PackStore.FindAsync(session, plan.Pack, cancel);
            errors.Require(rules is not null, "pack", plan.Pack, "a rule pack; GET /api/v1/packs lists them");
        }
        return errors.Any ? errors.Problem()
            : await ledger.DoAsync((entry, stop) => ExamStore.SaveAsync(entry, exam, plan, rules!.Value, Person.Of(person), stop), cancel) switch
            {
                PlanResult.Begun => Conflict("begun", "The exam has begun: its time, rules and rooms stay as they are."),
                PlanResult.RoomInUse => Conflict("room-in-use", "Somebody sits in a room that this plan leaves out; give them other seats first."),
                _ => TypedResults.NoContent(),
            };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> CancelAsync(string exam, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel) =>
        await ledger.DoAsync((entry, stop) => ExamStore.CancelAsync(entry, exam, Person.Of(person), stop), cancel) switch
        {
            PlanResult.Saved => TypedResults.NoContent(),
            PlanResult.Begun => Conflict("begun", "The exam has begun, or something of it is on record."),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<NoContent, NotFound, ValidationProblem, ProblemHttpResult>> NameAidsAsync(string exam, AidsRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var aids = request.Aids ?? [];
        ExamPlan.CheckAids(errors, aids);
        return errors.Any ? errors.Problem() : await ledger.DoAsync(async (entry, stop) =>
        {
            var from = await entry.Session.NumberAsync("SELECT from_us FROM exams WHERE id = @exam", stop, ("@exam", exam));
            if (from == 0 || from <= WireTime.ToMicroseconds(entry.Now))
            {
                return from == 0 ? PlanResult.NotFound : PlanResult.Begun;
            }
            await entry.Session.DoAsync("UPDATE exams SET aids = @aids WHERE id = @exam", stop, ("@exam", exam), ("@aids", JsonSerializer.Serialize(aids)));
            await entry.AuditAsync(Person.Of(person).Who, "exam.aids", exam, exam, string.Join(' ', aids), stop);
            await CampusVersion.RaiseAsync(entry.Session, stop);
            return PlanResult.Saved;
        }, cancel) switch
        {
            PlanResult.Saved => TypedResults.NoContent(),
            PlanResult.Begun => Conflict("begun", "The exam has begun: what it allows stays as it is."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> GrantAsync(string exam, string sitting, AccommodationsRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var granted = request.Accommodations ?? [];
        errors.Require(granted.Select(one => one.Kind).Distinct().Count() == granted.Count && granted.Count <= 6, "accommodations", granted.Count, "each kind once");
        foreach (var one in granted)
        {
            errors.Require(Enum.IsDefined(one.Kind), "accommodations.kind", one.Kind, "extra-time, breaks, helper, no-gaze, no-camera or mask");
            errors.Number("accommodations.minutes", one.Minutes, 1, 240, needed: one.Kind == AccommodationKind.ExtraTime);
        }
        return errors.Any ? errors.Problem() : await ledger.DoAsync(async (entry, stop) =>
        {
            if (await SittingStore.FindAsync(entry.Session, exam, sitting, stop) is not { } known)
            {
                return false;
            }
            var text = JsonSerializer.Serialize(granted, SittingStore.Json);
            await entry.Session.DoAsync("UPDATE sittings SET accommodations = @granted WHERE id = @sitting", stop, ("@sitting", sitting), ("@granted", text));
            await entry.AuditAsync(Person.Of(person).Who, "sitting.accommodations", sitting, exam, text, stop);
            await entry.Desk.ReloadAsync(entry.Session, exam, stop);
            await SittingDesk.KeepWindowsAsync(entry, exam, stop);
            return true;
        }, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static ProblemHttpResult Conflict(string code, string text) =>
        TypedResults.Problem(text, statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record AidsRequest(IReadOnlyList<string>? Aids);

    private sealed record AccommodationsRequest(IReadOnlyList<Accommodation>? Accommodations);
}
