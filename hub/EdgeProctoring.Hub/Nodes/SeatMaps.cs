using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>The seats of rooms, as drawn over their cameras' pictures.</summary>
internal static class SeatMaps
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static Task<List<SeatPlace>> ListAsync(Session session, string room, CancellationToken cancel) =>
        session.ListAsync("SELECT id, row_number, distance_mm, corners FROM seats WHERE room = @room ORDER BY id", row => new SeatPlace
        {
            Id = row.GetString(0), Row = (int)row.GetInt64(1), DistanceMm = (int)row.GetInt64(2), Corners = Read(row.GetString(3)),
        }, cancel, ("@room", room));

    public static string Text(IReadOnlyList<PicturePoint> corners) => JsonSerializer.Serialize(corners, _json);

    private static PicturePoint[] Read(string json) => JsonSerializer.Deserialize<PicturePoint[]>(json, _json) ?? [];
}
