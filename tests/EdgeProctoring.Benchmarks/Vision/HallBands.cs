using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>
/// Every seat of a drawn hall takes out a phone, turns and leaves, in light and in dusk; who is found less often than others?
/// By how large a seat is seen, how light the skin is, what the head wears, and the light.
/// </summary>
internal static class HallBands
{
    private const int Groups = 4;
    private const int Seats = 20;
    private const int Lasts = 10;
    private const int Every = 14;
    private static readonly HallDeed[] _deeds = [HallDeed.Phone, HallDeed.TurnLeft, HallDeed.Leave];
    private static readonly string[] _phones = ["front", "back", "old", "plain"];

    public static async Task PrintAsync(string name, Func<SeatRounds?, IRoomDetector> open)
    {
        var tries = new List<Try>();
        foreach (var light in new[] { 100, 60, 35 })
        {
            tries.AddRange(await TriesAsync(light, open));
        }
        Console.WriteLine($"\n## Who is found, {name}\n\n| band | phones | turned heads | empty seats |\n| --- | --: | --: | --: |");
        Print("all", tries, _ => "");
        Print("pixels a metre", tries, one => one.Pixels);
        Print("skin", tries, one => one.Skin);
        Print("head", tries, one => one.Head);
        Print("light", tries, one => $"{one.Light} %");
        Print("phone", tries.Where(one => one.Kind == ObservationKind.Phone), one => one.Phone);
    }

    private static void Print(string band, IEnumerable<Try> tries, Func<Try, string> of)
    {
        foreach (var group in tries.GroupBy(of).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"| {band} {group.Key} | {Share(ObservationKind.Phone)} | {Share(ObservationKind.HeadTurned)} | {Share(ObservationKind.SeatEmpty)} |");

            string Share(ObservationKind kind)
            {
                var all = group.Where(one => one.Kind == kind).ToList();
                return all.Count == 0 ? "" : $"{all.Count(one => one.Found)} of {all.Count}";
            }
        }
    }

    private static async Task<IEnumerable<Try>> TriesAsync(int light, Func<SeatRounds?, IRoomDetector> open)
    {
        var script = Script(light);
        var (seen, truth) = await HallWatching.RunAsync(script, open);
        var views = MountingCheck.Of(new CameraSettings { Id = "c", Address = "file:x", Room = "r", Seats = truth.Seats }, script.Width, script.Height).Seats
            .ToDictionary(view => view.Seat, view => view.PixelsPerMetre ?? 0);
        return script.Events.Select(played =>
        {
            var person = truth.People![played.Seat!.Value - 1];
            var kind = played.Does switch { HallDeed.Phone => ObservationKind.Phone, HallDeed.Leave => ObservationKind.SeatEmpty, _ => ObservationKind.HeadTurned };
            var stretch = new Stretch(person.Seat, played.At, played.At + played.For);
            return new Try(kind, seen.Exists(one => one.Sighting.Kind == kind && stretch.Shares(one.Sighting)), Band(views[person.Seat]), person.Skin, person.Head, light, played.Kind);
        });
    }

    /// <summary>Neighbours do nothing at the same time, so that each finding has one cause.</summary>
    private static HallScript Script(int light)
    {
        var script = new HallScript
        {
            Name = "bands", Rate = 2, Seed = 42, Width = 1920, Height = 1080, Light = light, Seconds = 10 + (Groups * _deeds.Length * Every),
            Scarves = [.. Enumerable.Range(1, Seats).Where(seat => seat % 3 == 1)], Caps = [.. Enumerable.Range(1, Seats).Where(seat => seat % 3 == 2)],
        };
        for (var turn = 0; turn < Groups * _deeds.Length; turn++)
        {
            var (group, deed) = (turn % Groups, _deeds[turn / Groups]);
            script.Events.AddRange(Enumerable.Range(1, Seats).Where(seat => (seat + (2 * ((seat - 1) / 5))) % Groups == group)
                .Select(seat => new HallEvent { At = 8 + (turn * Every), For = Lasts, Seat = seat, Does = deed, Kind = _phones[seat % _phones.Length] }));
        }
        return script;
    }

    private static string Band(int pixels) => pixels switch { < 150 => "under 150", < 250 => "150 to 249", < 400 => "250 to 399", _ => "400 and more" };

    private sealed record Try(ObservationKind Kind, bool Found, string Pixels, string Skin, string Head, int Light, string Phone);
}
