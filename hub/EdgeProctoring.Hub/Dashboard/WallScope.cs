using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>What of the wall somebody may see who may deal with a part of the campus alone.</summary>
internal sealed class WallScope(Scope scope, IDatabase database)
{
    private readonly Dictionary<string, ExamScope?> _exams = new(StringComparer.Ordinal);

    /// <summary>The one room that the watcher asks for, such as math-1/204; absent for all.</summary>
    public string? Room { get; init; }

    public async Task<WallChanges> OfAsync(WallChanges changes, CancellationToken cancel)
    {
        if (scope.IsWhole && Room is null)
        {
            return changes;
        }
        var visible = new List<(string Key, string? Json)>();
        foreach (var item in changes.Items)
        {
            if (item.Json is null || await SeesAsync(item.Json, cancel))
            {
                visible.Add(item);
            }
        }
        return changes with { Items = visible };
    }

    private async Task<bool> SeesAsync(string json, CancellationToken cancel)
    {
        using var item = JsonDocument.Parse(json);
        if (Room is not null && !IsOf(Room.Split('/'), item.RootElement))
        {
            return false;
        }
        if (scope.IsWhole)
        {
            return true;
        }
        if (item.RootElement.GetProperty("kind").GetString() == "node")
        {
            return item.RootElement.GetProperty("cameras").EnumerateArray().Any(camera => scope.CoversRoom(camera.GetProperty("room").GetString()!)); // A node: equipment of these rooms.
        }
        return item.RootElement.TryGetProperty("exam", out var exam) && exam.GetString() is { } id && await FindAsync(id, cancel) is { } known
            && (item.RootElement.TryGetProperty("room", out var room) && room.GetString() is { } name ? scope.Covers(known, name) : scope.CoversAll(known));
    }

    private static bool IsOf(string[] wish, JsonElement item) => wish is [var exam, var room] && (item.GetProperty("kind").GetString() == "node"
        ? item.GetProperty("cameras").EnumerateArray().Any(camera => camera.GetProperty("room").GetString() == room)
        : item.GetProperty("exam").GetString() == exam && item.GetProperty("room").GetString() == room);

    private async Task<ExamScope?> FindAsync(string exam, CancellationToken cancel)
    {
        if (!_exams.TryGetValue(exam, out var known))
        {
            await using var session = await database.ReadAsync(cancel);
            _exams[exam] = known = await ScopeStore.FindAsync(session, exam, cancel);
        }
        return known;
    }
}
