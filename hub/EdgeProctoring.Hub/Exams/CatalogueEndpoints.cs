using System.Security.Claims;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;
using EdgeProctoring.Vision;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Exams;

/// <summary>What exams are made of: courses, groups, rooms with their seat maps, rule packs.</summary>
internal static class CatalogueEndpoints
{
    private const int MostPackCharacters = 256 * 1024;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Catalogue");
        api.MapGet("/courses", ([AsParameters] PageWish page, IDatabase database, CancellationToken cancel) => ListAsync("courses", "title", page, database, cancel)).RequireAuthorization(Rights.SeeExams);
        api.MapGet("/groups", ([AsParameters] PageWish page, IDatabase database, CancellationToken cancel) => ListAsync("student_groups", "name", page, database, cancel)).RequireAuthorization(Rights.SeeExams);
        api.MapPut("/courses/{course}", (string course, NamedRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel) =>
            SaveAsync("courses", "title", "course", course, request, person, ledger, cancel)).RequireAuthorization(Rights.PlanExams);
        api.MapPut("/groups/{group}", (string group, NamedRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel) =>
            SaveAsync("student_groups", "name", "group", group, request, person, ledger, cancel)).RequireAuthorization(Rights.PlanExams);
        api.MapGet("/rooms", ListRoomsAsync).RequireAuthorization(Rights.SeeExams);
        api.MapGet("/rooms/{room}", FindRoomAsync).RequireAuthorization(Rights.SeeExams);
        api.MapPut("/rooms/{room}", SaveRoomAsync).RequireAuthorization(Rights.PlanRooms);
        api.MapGet("/packs", ListPacksAsync).RequireAuthorization(Rights.SeeExams);
        api.MapPost("/packs", TakePackAsync).RequireAuthorization(Rights.PlanRules);
    }

    private static async Task<Ok<Page<Named>>> ListAsync(string table, string column, PageWish page, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(page.Cut(await session.ListAsync($"SELECT id, {column}, faculty FROM {table} WHERE id > @after ORDER BY id LIMIT {page.Size + 1}",
            row => new Named(row.GetString(0), row.GetString(1), row.GetString(2)), cancel, ("@after", page.After ?? "")), one => one.Id));
    }

    private static async Task<Results<NoContent, ValidationProblem>> SaveAsync(string table, string column, string kind, string id, NamedRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Id(kind, id);
        errors.Label("name", request.Name);
        errors.Id("faculty", request.Faculty);
        if (errors.Any)
        {
            return errors.Problem();
        }
        await ledger.DoAsync(async (entry, stop) =>
        {
            var changed = await entry.Session.DoAsync($"INSERT INTO {table} (id, {column}, faculty) VALUES (@id, @name, @faculty) ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}, faculty = excluded.faculty",
                stop, ("@id", id), ("@name", request.Name), ("@faculty", request.Faculty));
            await entry.AuditAsync(Person.Of(person).Who, $"{kind}.saved", id, null, $"{request.Name} ({request.Faculty})", stop);
            return changed;
        }, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<RoomLine>>> ListRoomsAsync([AsParameters] PageWish page, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(page.Cut(await session.ListAsync($"""
            SELECT id, name, (SELECT COUNT(*) FROM seats s WHERE s.room = r.id), (SELECT COUNT(*) FROM cameras c WHERE c.room = r.id) FROM rooms r WHERE id > @after ORDER BY id LIMIT {page.Size + 1}
            """, row => new RoomLine(row.GetString(0), row.GetString(1), (int)row.GetInt64(2), (int)row.GetInt64(3)), cancel, ("@after", page.After ?? "")), room => room.Id));
    }

    private static async Task<Results<Ok<RoomView>, NotFound>> FindRoomAsync(string room, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await session.FindAsync("SELECT name FROM rooms WHERE id = @room", row => row.GetString(0), cancel, ("@room", room)) is { } name
            ? TypedResults.Ok(new RoomView(room, name, await SeatMaps.ListAsync(session, room, cancel))) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SaveRoomAsync(string room, RoomRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Id("room", room);
        errors.Label("name", request.Name);
        foreach (var refusal in SeatMapFile.Refuse(request.Seats ?? []))
        {
            errors.Refuse(refusal.Field, refusal.Value, refusal.Limit);
        }
        if (errors.Any)
        {
            return errors.Problem();
        }
        return await ledger.DoAsync(async (entry, stop) =>
        {
            // Regions decide what is seen of whom: not while somebody sits there.
            if (await entry.Session.NumberAsync("SELECT COUNT(*) FROM exams e JOIN exam_rooms r ON r.exam = e.id WHERE r.room = @room AND e.from_us <= @now AND COALESCE(r.until_us, e.to_us) > @now", stop,
                ("@room", room), ("@now", Contracts.WireTime.ToMicroseconds(entry.Now))) > 0)
            {
                return false;
            }
            await CampusWriter.RoomAsync(entry.Session, new CampusRoom(room, request.Name!, request.Seats!), stop);
            await entry.AuditAsync(Person.Of(person).Who, "room.saved", room, null, $"{request.Name}, {request.Seats!.Count} seats", stop);
            await CampusVersion.RaiseAsync(entry.Session, stop);
            return true;
        }, cancel) ? TypedResults.NoContent() : TypedResults.Problem("An exam runs in this room; change its seats afterwards.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<IReadOnlyList<PackLine>>> ListPacksAsync(IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok(await PackStore.ListAsync(session, cancel));
    }

    private static async Task<Results<Ok<PackLine>, ValidationProblem, ProblemHttpResult>> TakePackAsync(HttpRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancel);
        IReadOnlyList<PackError> problems = [];
        if (text.Length > MostPackCharacters || !PackReader.TryRead(text, out var read, out problems) || read is not { } pack)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["pack"] = [.. problems.Select(error => error.ToString()).DefaultIfEmpty($"at most {MostPackCharacters} characters")] });
        }
        var kept = await ledger.DoAsync(async (entry, stop) =>
        {
            // A version is one content for good.
            if (await entry.Session.NumberAsync("SELECT COUNT(*) FROM packs WHERE id = @id AND version >= @version AND hash <> @hash", stop, ("@id", pack.Id), ("@version", pack.Version), ("@hash", pack.Hash)) > 0)
            {
                return false;
            }
            await PackStore.KeepAsync(entry.Session, pack, text, stop);
            await entry.AuditAsync(Person.Of(person).Who, "pack.kept", pack.Id, null, $"version {pack.Version}, {pack.Hash}", stop);
            return true;
        }, cancel);
        return kept ? TypedResults.Ok(new PackLine(pack.Id, pack.Version, pack.Hash, pack.Content.KeepDays.Value))
            : TypedResults.Problem("There is another pack of this id with this version or a later one; raise the version.", statusCode: StatusCodes.Status409Conflict);
    }

    private sealed record Named(string Id, string Name, string Faculty);

    private sealed record NamedRequest(string? Name, string? Faculty);

    private sealed record RoomLine(string Id, string Name, int Seats, int Cameras);

    private sealed record RoomView(string Id, string Name, IReadOnlyList<Contracts.SeatPlace> Seats);

    private sealed record RoomRequest(string? Name, IReadOnlyList<Contracts.SeatPlace>? Seats);
}
