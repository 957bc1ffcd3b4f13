using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>A seat map as JSON: <c>{"seats":[{"id","row","distanceMm","corners":[{"x","y"}]}]}</c>; other keys are left alone.</summary>
public static class SeatMapFile
{
    /// <summary>Larger files are no seat maps.</summary>
    public const int MostBytes = 1024 * 1024;
    private const int FurthestMm = 100_000;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    /// <summary>The seats, or everything that is wrong with them.</summary>
    public static (IReadOnlyList<SeatPlace> Seats, IReadOnlyList<Refusal> Refusals) Read(string file) => new FileInfo(file).Length <= MostBytes
        ? Parse(File.ReadAllBytes(file))
        : ([], [Refusal.Of("seat map", $"{new FileInfo(file).Length} bytes", $"at most {MostBytes}")]);

    public static (IReadOnlyList<SeatPlace> Seats, IReadOnlyList<Refusal> Refusals) Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var seats = JsonSerializer.Deserialize<Map>(json, _json)?.Seats ?? [];
            var refusals = Refuse(seats).ToList();
            return refusals.Count == 0 ? (seats, []) : ([], refusals);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return ([], [Refusal.Of((broken as JsonException)?.Path ?? "seats", "(unreadable)", $"JSON of seats with corners: {broken.Message}")]);
        }
    }

    /// <summary>Everything that is wrong with a map that somebody drew or sent.</summary>
    public static IEnumerable<Refusal> Refuse(IReadOnlyList<SeatPlace> seats)
    {
        if (seats.Count is 0 or > Limits.SeatsPerMap)
        {
            yield return Refusal.Of("seats", seats.Count, $"1 to {Limits.SeatsPerMap}");
        }
        for (var at = 0; at < Math.Min(seats.Count, Limits.SeatsPerMap); at++)
        {
            if (seats[at] is null)
            {
                yield return Refusal.Of($"seats[{at}]", null, "a seat");
                continue;
            }
            foreach (var refusal in Refuse(seats[at]))
            {
                yield return refusal;
            }
        }
        foreach (var twice in seats.Where(seat => seat?.Id is not null).GroupBy(seat => seat.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return Refusal.Of("seats.id", twice.Key, "each seat once");
        }
    }

    private static IEnumerable<Refusal> Refuse(SeatPlace seat)
    {
        if (!IsId(seat.Id))
        {
            yield return Refusal.Of("seats.id", seat.Id, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'");
        }
        if (seat.Row is < 1 or > Limits.SeatsPerMap)
        {
            yield return Refusal.Of($"seats[{seat.Id}].row", seat.Row, $"1 to {Limits.SeatsPerMap}");
        }
        if (seat.DistanceMm is < 0 or > FurthestMm)
        {
            yield return Refusal.Of($"seats[{seat.Id}].distanceMm", seat.DistanceMm, $"0 (not measured) to {FurthestMm}");
        }
        if (seat.Corners is null || seat.Corners.Count is < 3 or > Limits.SeatCorners || seat.Corners.Any(IsOutside))
        {
            yield return Refusal.Of($"seats[{seat.Id}].corners", seat.Corners?.Count, $"3 to {Limits.SeatCorners} corners, each coordinate 0 to {Limits.PictureSide}");
        }
        else if (IsFlat(seat.Corners))
        {
            yield return Refusal.Of($"seats[{seat.Id}].corners", "no area", "a place with width and height");
        }
    }

    private static bool IsOutside(PicturePoint corner) => corner.X is < 0 or > Limits.PictureSide || corner.Y is < 0 or > Limits.PictureSide;

    private static bool IsFlat(IReadOnlyList<PicturePoint> corners) =>
        corners.Min(corner => corner.X) == corners.Max(corner => corner.X) || corners.Min(corner => corner.Y) == corners.Max(corner => corner.Y);

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= Limits.IdLength } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private sealed record Map(IReadOnlyList<SeatPlace>? Seats);
}
