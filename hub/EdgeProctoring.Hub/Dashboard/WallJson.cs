using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's things as JSON, made once and sent to every watcher. Times are milliseconds since 1970. hub/web/src/wall/model.ts mirrors it.</summary>
internal static class WallJson
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly (string Key, Language Language)[] _languages = [("kk", Language.Kk), ("ru", Language.Ru), ("en", Language.En)];

    public static string Of(IncidentNews news, IReadOnlySet<string> stored, IReadOnlyDictionary<string, DecidedBy> names, Handling? handling)
    {
        var incident = news.Incident!;
        var decided = incident.Verdicts.Count > 0 ? names.GetValueOrDefault(incident.Verdicts[^1]) : null;
        return JsonSerializer.Serialize(new
        {
            kind = "incident",
            id = news.Id,
            exam = news.Bench.Room.Exam.Id,
            room = news.Bench.Room.Id,
            roomName = news.Bench.Room.Name,
            seats = incident.Seats.Count > 0 ? incident.Seats : news.Bench.Places,
            person = news.Bench.Person,
            code = incident.Code.Text(),
            sev = Severity(incident),
            scope = incident.Scope.ToString().ToLowerInvariant(),
            @class = incident.Class.ToString(),
            state = incident.Review.ToString().ToLowerInvariant(),
            quiet = incident.Exempt != Exemption.None || incident.InGrace,
            open = incident.IsOpen,
            from = incident.From.ToUnixTimeMilliseconds(),
            to = incident.IsOpen ? null : (long?)incident.To.ToUnixTimeMilliseconds(),
            covered = incident.IsCovered,
            cameras = incident.Sources.Count,
            evidence = incident.Evidence.Select(id => new { id, stored = stored.Contains(id) }),
            verdict = incident.Verdicts.Count > 0 ? incident.Verdicts[^1] : null,
            by = decided?.Name,
            at = decided?.At.ToUnixTimeMilliseconds(),
            taken = handling?.Name,
            snoozed = handling?.Until?.ToUnixTimeMilliseconds(),
            name = _languages.ToDictionary(pair => pair.Key, pair => Explanation.Name(incident.Code, pair.Language)),
            why = _languages.ToDictionary(pair => pair.Key, pair => Explanation.Of(incident, pair.Language)),
        }, _json);
    }

    public static string Of(NodeView node) => JsonSerializer.Serialize(new
    {
        kind = "node",
        id = node.Node,
        online = node.Online,
        heard = node.Heard?.ToUnixTimeMilliseconds(),
        demo = node.Models.Any(model => model.Demo),
        models = node.Models.Select(model => model.Name),
        cameras = node.Cameras.Select(camera => new { id = camera.Id, room = camera.Room, delivering = camera.Delivering, trouble = camera.Trouble }),
        waiting = node.Beat?.QueuedItems,
        degradation = node.Beat?.Degradation,
        refused = node.Report is { State: ConfigurationState.Refused } report ? report.Errors : null,
    }, _json);

    public static string Of(WallRoom room) => JsonSerializer.Serialize(new
    {
        kind = "room",
        exam = room.Exam,
        room = room.Room,
        name = room.Name,
        title = room.Title,
        from = room.From.ToUnixTimeMilliseconds(),
        to = room.To.ToUnixTimeMilliseconds(),
        seats = room.Seats.Select(seat => new
        {
            id = seat.Id,
            name = seat.Name,
            row = seat.Row,
            sitting = seat.Sitting,
            state = seat.Life?.State,
            since = seat.Life?.Since?.ToUnixTimeMilliseconds(),
            until = seat.Life?.Until?.ToUnixTimeMilliseconds(),
            warnings = seat.Life is { Warnings: > 0 } warned ? warned.Warnings : (int?)null,
            x = seat.Corners.Sum(corner => corner.X) / Math.Max(1, seat.Corners.Count),
            y = seat.Corners.Sum(corner => corner.Y) / Math.Max(1, seat.Corners.Count),
            box = Box(seat.Corners),
        }),
    }, _json);

    private static int[] Box(IReadOnlyList<PicturePoint> corners) =>
        [corners.Min(corner => corner.X), corners.Min(corner => corner.Y), corners.Max(corner => corner.X), corners.Max(corner => corner.Y)];

    /// <summary>Red: act. Amber: look. Blue: equipment, never a person. Gaze alone is never above amber.</summary>
    internal static string Severity(Incident incident) =>
        incident.Scope == IncidentScope.Equipment ? "tech" : incident.Class == ViolationClass.F && !incident.IsGazeAlone ? "alarm" : "watch";
}
