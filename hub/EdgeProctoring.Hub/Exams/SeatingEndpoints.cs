using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Exams;

/// <summary>Seats for those of the roster who have none: first looked at, then given.</summary>
internal static class SeatingEndpoints
{
    public static void MapSeating(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/exams/{exam}/seating").WithTags("Exams").RequireAuthorization(Rights.PlanExams);
        group.MapPost("/preview", PreviewAsync);
        group.MapPost("", GiveAsync);
    }

    private static async Task<Results<Ok<SeatingPlan>, NotFound>> PreviewAsync(string exam, SeatingRequest request, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await MakeAsync(session, exam, request, cancel) is { } plan ? TypedResults.Ok(plan) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<SeatingPlan>, NotFound, ProblemHttpResult>> GiveAsync(string exam, SeatingRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var (plan, isOver) = await ledger.DoAsync(async (entry, stop) =>
        {
            var plan = await MakeAsync(entry.Session, exam, request, stop);
            var end = await entry.Session.NumberAsync("SELECT to_us FROM exams WHERE id = @exam", stop, ("@exam", exam));
            var isOver = end <= WireTime.ToMicroseconds(entry.Now);
            if (plan is not { Given.Count: > 0 } || plan.Left > 0 || isOver)
            {
                return (plan, isOver);
            }
            foreach (var seat in plan.Given)
            {
                await entry.Session.DoAsync("UPDATE sittings SET room = @room, seat = @seat WHERE id = @sitting", stop, ("@sitting", seat.Sitting), ("@room", seat.Room), ("@seat", seat.Seat));
                await entry.AuditAsync(Person.Of(person).Who, "seat.given", seat.Sitting, exam, $"{seat.Room}/{seat.Seat}", stop);
            }
            await CampusVersion.RaiseAsync(entry.Session, stop);
            return (plan, isOver);
        }, cancel);
        return plan is null ? TypedResults.NotFound()
            : isOver ? Conflict("The exam is over; seats stay as they were.")
            : plan.Left > 0 ? Conflict($"There are {plan.Left} seats too few; add a room. Nobody was given a seat.")
            : TypedResults.Ok(plan);
    }

    private static ProblemHttpResult Conflict(string text) => TypedResults.Problem(text, statusCode: StatusCodes.Status409Conflict);

    private static async Task<SeatingPlan?> MakeAsync(Session session, string exam, SeatingRequest request, CancellationToken cancel)
    {
        if (await session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @exam", cancel, ("@exam", exam)) == 0)
        {
            return null;
        }
        var sittings = await SittingStore.ListAsync(session, exam, cancel);
        var taken = sittings.Where(sitting => sitting.Seat is not null).Select(sitting => (sitting.Room, sitting.Seat)).ToHashSet();
        // Whoever moved during the exam left one seat and took another.
        taken.UnionWith((await StepStore.ListAsync(session, exam, cancel)).Where(step => step.Kind == StepKind.Move).Select(step => (step.Room, step.Seat)));
        var places = await session.ListAsync("SELECT s.room, s.id, s.row_number FROM seats s JOIN exam_rooms r ON r.room = s.room WHERE r.exam = @exam",
            row => new Place(row.GetString(0), row.GetString(1), (int)row.GetInt64(2)), cancel, ("@exam", exam));
        var waiting = sittings.FindAll(sitting => sitting.Mode == SittingMode.Hall && sitting.Seat is null);
        var given = Seating.Assign(waiting, places.FindAll(place => !taken.Contains((place.Room, place.Seat))), request.Lot ?? exam);
        return new SeatingPlan(given, waiting.Count - given.Count);
    }

    /// <summary>The lot is any text; the same lot gives the same seats.</summary>
    private sealed record SeatingRequest(string? Lot);

    private sealed record SeatingPlan(IReadOnlyList<SeatGiven> Given, int Left);
}
