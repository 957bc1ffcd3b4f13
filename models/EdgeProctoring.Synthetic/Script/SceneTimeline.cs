using EdgeProctoring.Synthetic.Drawing;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Cuts a script into stretches in which the picture does not change.</summary>
internal static class SceneTimeline
{
    /// <summary>Seconds between two small movements of idle people.</summary>
    private const double SwaySeconds = 10;
    private const int Sways = 2;
    private const double StrongTurn = 1.25;

    /// <summary>The stretches of the whole film, in order and without gaps.</summary>
    public static IEnumerable<(double From, double To, HallScene Scene)> Of(HallScript script) =>
        Cut(script.Seconds, SwaySeconds, script.Events.SelectMany(Parts))
            .Select(stretch => (stretch.From, stretch.To, At(script, stretch.From)));

    /// <summary>Cuts a film where an event begins or ends, and every so many seconds.</summary>
    public static IEnumerable<(double From, double To)> Cut(int seconds, double every, IEnumerable<(double At, double For)> events)
    {
        var cuts = events.SelectMany(happening => new[] { happening.At, happening.At + happening.For })
            .Concat(Enumerable.Range(0, (int)(seconds / every) + 1).Select(step => step * every))
            .Append(seconds).Where(cut => cut >= 0 && cut <= seconds).Distinct().Order().ToArray();
        return cuts.Zip(cuts.Skip(1));
    }

    /// <summary>A phone changes hands half-way through.</summary>
    private static IEnumerable<(double At, double For)> Parts(HallEvent happening) =>
        happening.Does == HallDeed.PassPhone ? [(happening.At, happening.For), (happening.At, happening.For / 2)] : [(happening.At, happening.For)];

    private static HallScene At(HallScript script, double second)
    {
        var now = script.Events.Where(happening => happening.At <= second && second < happening.At + happening.For).ToList();
        IEnumerable<int> Who(HallDeed deed) => now.Where(happening => happening.Does == deed).Select(happening => happening.Seat ?? 0);
        var turned = new Dictionary<int, double>();
        foreach (var happening in now.Where(happening => happening.Does is HallDeed.TurnLeft or HallDeed.TurnRight))
        {
            turned[happening.Seat ?? 0] = happening.Does == HallDeed.TurnLeft ? -StrongTurn : StrongTurn;
        }
        var leaning = new Dictionary<int, int>();
        foreach (var happening in now.Where(happening => happening is { Does: HallDeed.LeanTogether, Seat: not null, With: not null }))
        {
            var direction = Math.Sign(happening.With!.Value - happening.Seat!.Value);
            leaning[happening.Seat.Value] = direction;
            leaning[happening.With.Value] = -direction;
        }
        var phones = new Dictionary<int, PhoneStyle>();
        foreach (var happening in now.Where(happening => happening.Does == HallDeed.Phone))
        {
            phones[happening.Seat ?? 0] = Enum.Parse<PhoneStyle>(happening.Kind, true);
        }
        foreach (var passing in now.Where(happening => happening is { Does: HallDeed.PassPhone, Seat: not null, With: not null }))
        {
            var holder = second < passing.At + (passing.For / 2) ? passing.Seat!.Value : passing.With!.Value;
            phones[holder] = Enum.Parse<PhoneStyle>(passing.Kind, true);
        }
        var moved = now.Where(happening => happening is { Does: HallDeed.ChangeSeat, Seat: not null, With: not null })
            .ToDictionary(happening => happening.With!.Value, happening => happening.Seat!.Value);
        return new HallScene
        {
            Empty = script.Empty.Except(moved.Keys).Concat(Who(HallDeed.Leave)).Concat(moved.Values).ToHashSet(),
            SitsAt = moved,
            Standing = Who(HallDeed.Stand).ToHashSet(),
            Masked = script.Masked.Concat(Who(HallDeed.Mask)).ToHashSet(),
            Books = script.Books.Concat(Who(HallDeed.Book)).ToHashSet(),
            Scarves = script.Scarves.ToHashSet(),
            Caps = script.Caps.ToHashSet(),
            Light = script.Light / 100.0,
            Strangers = Who(HallDeed.Stranger).ToHashSet(),
            Phones = phones,
            Turned = turned,
            Leaning = leaning,
            LightsOff = now.Any(happening => happening.Does == HallDeed.LightsOff),
            LensCovered = now.Any(happening => happening.Does == HallDeed.LensCovered),
            Sway = (int)(second / SwaySeconds) % Sways,
        };
    }
}
