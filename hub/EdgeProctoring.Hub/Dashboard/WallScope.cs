using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>What of the wall somebody may see who may deal with a part of the campus alone.</summary>
internal sealed class WallScope(Scope scope, IDatabase database)
{
    private readonly Dictionary<string, ExamScope?> _exams = new(StringComparer.Ordinal);

    public async Task<WallChanges> OfAsync(WallChanges changes, CancellationToken cancel)
    {
        if (scope.IsWhole)
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
        if (item.RootElement.GetProperty("kind").GetString() == "node")
        {
            return item.RootElement.GetProperty("cameras").EnumerateArray().Any(camera => scope.CoversRoom(camera.GetProperty("room").GetString()!)); // A node: equipment of these rooms.
        }
        return item.RootElement.TryGetProperty("exam", out var exam) && exam.GetString() is { } id && await FindAsync(id, cancel) is { } known
            && (item.RootElement.TryGetProperty("room", out var room) && room.GetString() is { } name ? scope.Covers(known, name) : scope.CoversAll(known));
    }

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
