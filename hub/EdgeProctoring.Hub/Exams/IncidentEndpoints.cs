using System.Text.Json;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Exams;

/// <summary>The incidents of an exam as JSON.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/exams/{exam}/incidents", ListAsync).RequireAuthorization(Rights.SeeIncidents).WithMetadata(new ListsByRoom());

    private static async Task<Results<Ok<IncidentList>, NotFound>> ListAsync(string exam, string? room, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @exam", cancel, ("@exam", exam)) == 0)
        {
            return TypedResults.NotFound();
        }
        var stored = (await session.ListAsync("SELECT id FROM evidence WHERE exam = @exam", row => row.GetString(0), cancel, ("@exam", exam))).ToHashSet(StringComparer.Ordinal);
        var incidents = await session.ListAsync("""
            SELECT i.room, i.sitting, i.body FROM incidents i
            WHERE i.exam = @exam AND (@room = '' OR i.room = @room) AND i.removed = 0 AND i.revision = (SELECT MAX(l.revision) FROM incidents l WHERE l.id = i.id)
            ORDER BY i.id
            """, row => Read(row.Text(0), row.GetString(1), row.GetString(2), stored), cancel, ("@exam", exam), ("@room", room ?? ""));
        return TypedResults.Ok(new IncidentList(exam, [.. incidents.OrderBy(incident => incident.From).ThenBy(incident => incident.Id, StringComparer.Ordinal)]));
    }

    private static IncidentLine Read(string? room, string sitting, string body, HashSet<string> stored)
    {
        using var json = JsonDocument.Parse(body);
        var incident = json.RootElement;
        var open = incident.GetProperty("open").GetBoolean();
        return new IncidentLine(
            incident.GetProperty("id").GetString()!, incident.GetProperty("code").GetString()!, room, sitting, Texts(incident, "seats"),
            incident.GetProperty("from").GetDateTimeOffset(), open ? null : incident.GetProperty("to").GetDateTimeOffset(), open,
            incident.GetProperty("class").GetString()!, incident.GetProperty("scope").GetString()!, incident.GetProperty("review").GetString()!,
            incident.GetProperty("covered").GetBoolean(), incident.GetProperty("gazeAlone").GetBoolean(), Texts(incident, "verdicts"),
            [.. Texts(incident, "evidence").Select(id => new EvidenceLine(id, stored.Contains(id)))], incident.GetProperty("why").GetProperty("text").GetString()!);
    }

    private static string[] Texts(JsonElement incident, string name) => [.. incident.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private sealed record IncidentList(string Exam, IReadOnlyList<IncidentLine> Incidents);

    private sealed record IncidentLine(string Id, string Code, string? Room, string Sitting, IReadOnlyList<string> Seats, DateTimeOffset From, DateTimeOffset? To,
        bool Open, string Class, string Scope, string State, bool Covered, bool GazeAlone, IReadOnlyList<string> Verdicts, IReadOnlyList<EvidenceLine> Evidence, string Why);

    private sealed record EvidenceLine(string Id, bool Stored);
}
