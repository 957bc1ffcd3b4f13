using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>
/// Whoever may deal with a part of the campus alone finds the rest missing: each route that names an exam, a room, a sitting,
/// an incident or a piece of evidence is checked against the person's scope before its handler runs.
/// </summary>
internal sealed class ScopeGuard(RequestDelegate next, IDatabase database)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var isPerson = http.User.Identity is { IsAuthenticated: true, AuthenticationType: Schemes.Person };
        if (!isPerson || Scope.Of(http.User) is not { IsWhole: false } scope || await MayAsync(http, scope))
        {
            await next(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task<bool> MayAsync(HttpContext http, Scope scope)
    {
        var (values, cancel) = (http.Request.RouteValues, http.RequestAborted);
        var (exam, room) = (values["exam"] as string, values["room"] as string);
        if (values["node"] is string node)
        {
            await using var reading = await database.ReadAsync(cancel);
            return await ScopeStore.CoversNodeAsync(reading, scope, node, values["camera"] as string, cancel);
        }
        if (exam is null && values["evidence"] is null && values["sitting"] is null)
        {
            // Reading the catalogue is open; what concerns the whole campus is changed by those whose scope it is.
            var isOwn = !http.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/api/v1/session", StringComparison.Ordinal);
            return room is not null ? HttpMethods.IsGet(http.Request.Method) || scope.CoversRoom(room)
                : isOwn || (HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api/v1/people", StringComparison.Ordinal)
                    && !http.Request.Path.StartsWithSegments("/api/v1/nodes", StringComparison.Ordinal) && !http.Request.Path.StartsWithSegments("/api/v1/webhooks", StringComparison.Ordinal));
        }
        await using var session = await database.ReadAsync(cancel);
        if (values["evidence"] is string evidence)
        {
            (exam, room) = await ScopeStore.OfEvidenceAsync(session, evidence, cancel);
        }
        else if (exam is null)
        {
            (exam, room) = await ScopeStore.OfSittingAsync(session, (string)values["sitting"]!, cancel);
        }
        if (exam is null || await ScopeStore.FindAsync(session, exam, cancel) is not { } known)
        {
            return false;
        }
        room ??= values["sitting"] is string sitting ? await ScopeStore.RoomOfSittingAsync(session, exam, sitting, cancel)
            : values["incident"] is string incident ? await ScopeStore.RoomOfIncidentAsync(session, exam, incident, cancel)
            : http.GetEndpoint()?.Metadata.GetMetadata<ListsByRoom>() is not null && http.Request.Query["room"] is [{ } wished] ? wished : null;
        // Without a room it concerns the whole exam; its plan alone may be read by whoever watches one room.
        var isPlan = HttpMethods.IsGet(http.Request.Method) && values.Count(value => value.Key is not ("controller" or "action")) == 1 && http.Request.Path.Value?.TrimEnd('/').EndsWith($"/{exam}", StringComparison.Ordinal) == true;
        return room is not null ? scope.Covers(known, room) : isPlan ? scope.Touches(known) : scope.CoversAll(known);
    }
}

/// <summary>A list of an exam's things that answers for one room alone where the query names it; others concern the whole exam.</summary>
internal sealed class ListsByRoom;
