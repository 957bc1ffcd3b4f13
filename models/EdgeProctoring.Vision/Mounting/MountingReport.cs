using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeProctoring.Vision;

/// <summary>How a camera is mounted for its seats: a table for people, JSON for the hub.</summary>
public sealed record MountingReport(string Camera, int PictureWidth, int PictureHeight, IReadOnlyList<SeatView> Seats)
{
    /// <summary>Seats where somebody is seen at all.</summary>
    public int Seen => Seats.Count(seat => seat.IsSeen);

    /// <summary>0 to 100: a third each for posture, hands and identity, over all seats. Identity is rare in a hall; 67 is very good there.</summary>
    public int Score => Seats.Count == 0 ? 0
        : (int)Math.Round(Seats.Sum(seat => Points(seat.CanJudge)) * 100.0 / (3 * Seats.Count));

    public string Summary => $"{Seen} of {Seats.Count} desks seen";

    public string ToTable()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{"seat",-8} {"row",3} {"px/m",5} {"tilt",5} {"hidden",6}  {"posture",-7} {"hands",-5} {"face",-4}  why not");
        foreach (var seat in Seats)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{seat.Seat,-8} {seat.Row,3} {Shown(seat.PixelsPerMetre),5} {Shown(seat.TiltDegrees),5} {seat.HiddenPercent,5}%");
            var judged = $"{Mark(seat, CanJudge.Posture),-7} {Mark(seat, CanJudge.Hands),-5} {Mark(seat, CanJudge.Identity),-4}";
            table.AppendLine($"{place}  {judged}  {string.Join("; ", seat.Because)}".TrimEnd());
        }
        table.Append(CultureInfo.InvariantCulture, $"{Summary}; mounting score {Score}");
        return table.ToString();
    }

    public string ToJson()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("camera", Camera);
            json.WriteNumber("width", PictureWidth);
            json.WriteNumber("height", PictureHeight);
            json.WriteNumber("seen", Seen);
            json.WriteNumber("desks", Seats.Count);
            json.WriteNumber("score", Score);
            json.WriteStartArray("seats");
            foreach (var seat in Seats)
            {
                Write(json, seat);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Write(Utf8JsonWriter json, SeatView seat)
    {
        json.WriteStartObject();
        json.WriteString("seat", seat.Seat);
        json.WriteNumber("row", seat.Row);
        Write(json, "pixelsPerMetre", seat.PixelsPerMetre);
        Write(json, "tiltDegrees", seat.TiltDegrees);
        json.WriteNumber("hiddenPercent", seat.HiddenPercent);
        json.WriteBoolean("cutOff", seat.CutOff);
        json.WriteBoolean("posture", seat.CanJudge.HasFlag(CanJudge.Posture));
        json.WriteBoolean("hands", seat.CanJudge.HasFlag(CanJudge.Hands));
        json.WriteBoolean("identity", seat.CanJudge.HasFlag(CanJudge.Identity));
        json.WriteStartArray("because");
        foreach (var reason in seat.Because)
        {
            json.WriteStringValue(reason);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static int Points(CanJudge can) => System.Numerics.BitOperations.PopCount((uint)can);

    private static string Shown(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "?";

    private static string Mark(SeatView seat, CanJudge what) => seat.CanJudge.HasFlag(what) ? "yes" : "-";
}
