using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Drawing;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>What a film really shows, for tests and measurements.</summary>
public sealed record GroundTruth
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Name { get; init; }
    public required int Seconds { get; init; }
    /// <summary>The seat map that fits the picture.</summary>
    public required IReadOnlyList<SeatPlace> Seats { get; init; }
    /// <summary>Seats where nobody sits from the start.</summary>
    public required IReadOnlyList<string> Empty { get; init; }
    public required IReadOnlyList<TrueEvent> Events { get; init; }
    /// <summary>Who sits where, and how well one is seen; of a hall.</summary>
    public IReadOnlyList<TruePerson>? People { get; init; }
    /// <summary>Hundredths of a well-lit room.</summary>
    public int Light { get; init; } = 100;

    public static GroundTruth Of(HallScript script) => new()
    {
        Name = script.Name,
        Seconds = script.Seconds,
        Seats = new HallLayout(script.Width, script.Height, script.Rows, script.Columns).Map(),
        Empty = [.. script.Empty.Order().Select(Text)],
        Events = [.. script.Events.OrderBy(happening => happening.At).SelectMany(happening => Of(script, happening))],
        People = [.. new Hall(script.Width, script.Height, script.Rows, script.Columns, script.Seed).SkinTones()
            .Select((skin, at) => new TruePerson(Text(at + 1), skin, script.Scarves.Contains(at + 1) ? "scarf" : script.Caps.Contains(at + 1) ? "cap" : "bare"))],
        Light = script.Light,
    };

    public static GroundTruth Of(WebcamScript script) => new()
    {
        Name = script.Name,
        Seconds = script.Seconds,
        Seats = [],
        Empty = [],
        Events = [.. script.Events.OrderBy(happening => happening.At).Select(happening =>
            new TrueEvent(happening.At, happening.At + happening.For, happening.Does.ToString(), null, null, Code(happening.Does)?.Text()))],
    };

    public static GroundTruth FromJson(string json) =>
        JsonSerializer.Deserialize<GroundTruth>(json, _json) ?? throw new JsonException("The ground truth is empty.");

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    private static IEnumerable<TrueEvent> Of(HallScript script, HallEvent happening)
    {
        var end = happening.At + happening.For;
        var seat = happening.Seat is { } number ? Text(number) : null;
        yield return new TrueEvent(happening.At, end, happening.Does.ToString(), seat, happening.With is { } other ? Text(other) : null, Code(happening.Does)?.Text());
        // What else it is at the same time.
        if (LooksAt(script, happening) is { } neighbour)
        {
            yield return new TrueEvent(happening.At, end, happening.Does.ToString(), seat, Text(neighbour), ViolationCode.LookingAtNeighbour.Text());
        }
        else if (happening.Does == HallDeed.ChangeSeat)
        {
            yield return new TrueEvent(happening.At, end, nameof(HallDeed.Leave), seat, null, ViolationCode.PersonAbsent.Text());
        }
        else if (happening.Does == HallDeed.PassPhone)
        {
            var half = happening.At + (happening.For / 2);
            yield return new TrueEvent(happening.At, half, nameof(HallDeed.Phone), seat, null, ViolationCode.Phone.Text());
            yield return new TrueEvent(half, end, nameof(HallDeed.Phone), Text(happening.With!.Value), null, ViolationCode.Phone.Text());
        }
    }

    /// <summary>The neighbour to whom a head is turned; nobody at the end of a row or beside an empty seat.</summary>
    private static int? LooksAt(HallScript script, HallEvent happening)
    {
        if (happening is not { Does: HallDeed.TurnLeft or HallDeed.TurnRight, Seat: { } seat })
        {
            return null;
        }
        var beside = happening.Does == HallDeed.TurnLeft ? seat - 1 : seat + 1;
        var inSameRow = (beside - 1) / script.Columns == (seat - 1) / script.Columns && beside >= 1;
        return inSameRow && !script.Empty.Contains(beside) ? beside : null;
    }

    private static ViolationCode? Code(HallDeed deed) => deed switch
    {
        HallDeed.Phone => ViolationCode.Phone,
        HallDeed.Leave => ViolationCode.PersonAbsent,
        HallDeed.TurnLeft or HallDeed.TurnRight => ViolationCode.TurnedAway,
        HallDeed.LeanTogether => ViolationCode.Nonverbal,
        HallDeed.Stand => ViolationCode.StoodUp,
        HallDeed.ChangeSeat => ViolationCode.ChangedSeat,
        HallDeed.PassPhone => ViolationCode.ItemPassed,
        HallDeed.Mask => ViolationCode.FaceCovered,
        HallDeed.Book => ViolationCode.Materials,
        HallDeed.Stranger => ViolationCode.PersonExtra,
        HallDeed.LensCovered => ViolationCode.CameraCovered,
        HallDeed.LightsOff => ViolationCode.LowLight,
        _ => null,
    };

    private static ViolationCode? Code(WebcamDeed deed) => deed switch
    {
        WebcamDeed.Phone => ViolationCode.Phone,
        WebcamDeed.Leave => ViolationCode.PersonAbsent,
        WebcamDeed.TurnLeft or WebcamDeed.TurnRight => ViolationCode.TurnedAway,
        WebcamDeed.Mask => ViolationCode.FaceCovered,
        WebcamDeed.Book => ViolationCode.Materials,
        WebcamDeed.SecondPerson => ViolationCode.PersonExtra,
        WebcamDeed.Swap => ViolationCode.IdentityMismatch,
        WebcamDeed.LensCovered => ViolationCode.CameraOff,
        WebcamDeed.LightsOff => ViolationCode.LowLight,
        _ => null,
    };

    private static string Text(int seat) => seat.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How the owner of a seat looks: skin light, medium or dark; head bare, scarf or cap.</summary>
public sealed record TruePerson(string Seat, string Skin, string Head);

/// <summary>One thing that happens: seconds from the film's start, who, and the violation that it would be.</summary>
public sealed record TrueEvent(double From, double To, string Deed, string? Seat, string? Other, string? Code);
