using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Setup;

/// <summary>A seat map as JSON: <c>{"seats":[{"id","row","distanceMm","corners":[{"x","y"}]}]}</c>; other keys are left alone.</summary>
internal static class SeatMapFile
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static (IReadOnlyList<SeatPlace> Seats, IReadOnlyList<Refusal> Refusals) Read(string file)
    {
        try
        {
            var seats = JsonSerializer.Deserialize<Map>(File.ReadAllText(file), _json)?.Seats ?? [];
            return (seats, [.. Refuse(seats)]);
        }
        catch (JsonException broken)
        {
            return ([], [Refusal.Of("seats", broken.Path, broken.Message)]);
        }
    }

    /// <summary>All that is wrong with the seats of a map.</summary>
    public static IEnumerable<Refusal> Refuse(IReadOnlyList<SeatPlace> seats)
    {
        if (seats.Count is 0 or > Limits.SeatsPerMap)
        {
            yield return Refusal.Of("seats", seats.Count, $"1 to {Limits.SeatsPerMap}");
        }
        foreach (var twice in seats.GroupBy(seat => seat.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return Refusal.Of("seats.id", twice.Key, "each seat once");
        }
        foreach (var seat in seats)
        {
            if (!YamlFields.IsId(seat.Id))
            {
                yield return Refusal.Of("seats.id", seat.Id, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'");
            }
            if (seat.Row is < 1 or > Limits.SeatsPerMap)
            {
                yield return Refusal.Of($"seats[{seat.Id}].row", seat.Row, $"1 to {Limits.SeatsPerMap}");
            }
            if (seat.DistanceMm is < 0 or > 100_000)
            {
                yield return Refusal.Of($"seats[{seat.Id}].distanceMm", seat.DistanceMm, "0 (not measured) to 100000");
            }
            if (seat.Corners.Count is < 3 or > Limits.SeatCorners || seat.Corners.Any(corner => corner.X is < 0 or > Limits.PictureSide || corner.Y is < 0 or > Limits.PictureSide))
            {
                yield return Refusal.Of($"seats[{seat.Id}].corners", seat.Corners.Count, $"3 to {Limits.SeatCorners} corners, each coordinate 0 to {Limits.PictureSide}");
            }
        }
    }

    private sealed record Map(IReadOnlyList<SeatPlace> Seats);
}
