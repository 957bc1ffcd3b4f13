using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>A drawn hall with offences, and a quiet one, through decoder, network and seats; what is reported against what was played.</summary>
internal static class HallScores
{
    private const int MostMinutes = 5;

    private const string Offences = """
        name: eval
        seconds: 170
        rate: 5
        seed: 42
        empty: [7]
        events:
          - { at: 6, for: 12, seat: 12, does: phone, kind: front }
          - { at: 8, for: 14, seat: 18, does: turn-left }
          - { at: 24, for: 14, seat: 4, does: leave }
          - { at: 28, for: 12, seat: 15, does: phone, kind: old }
          - { at: 30, for: 12, seat: 1, does: turn-right }
          - { at: 44, for: 10, seat: 8, with: 9, does: lean-together }
          - { at: 46, for: 12, seat: 3, does: phone, kind: back }
          - { at: 60, for: 12, seat: 20, does: leave }
          - { at: 62, for: 12, seat: 14, does: turn-left }
          - { at: 78, for: 8, does: lens-covered }
          - { at: 92, for: 10, seat: 17, does: stand }
          - { at: 96, for: 12, seat: 9, with: 10, does: pass-phone }
          - { at: 112, for: 10, seat: 2, does: stand }
          - { at: 114, for: 50, seat: 19, with: 7, does: change-seat }
          - { at: 124, for: 12, seat: 13, with: 12, does: pass-phone, kind: old }

        """;

    public static async Task PrintAsync(string name, Func<SeatRounds?, IRoomDetector> open, int quietMinutes)
    {
        Console.WriteLine($"\n## Drawn halls, {name}\n");
        var (seen, truth) = await HallWatching.RunAsync(HallScriptFile.Parse(Offences, "eval.yaml"), open);
        Console.WriteLine("| kind | played | recall | reported | precision | seconds to the sighting, mean |\n| --- | --: | --: | --: | --: | --: |");
        foreach (var kind in new[] { ObservationKind.Phone, ObservationKind.HeadTurned, ObservationKind.LookingAtNeighbour, ObservationKind.SeatEmpty, ObservationKind.HeadsTogether,
            ObservationKind.PersonStood, ObservationKind.SeatChanged, ObservationKind.ItemPassed, ObservationKind.CameraCovered })
        {
            Print(kind, [.. Played(truth, kind)], [.. seen.Where(one => one.Sighting.Kind == kind)]);
        }
        await PrintQuietAsync(open, quietMinutes);
    }

    /// <summary>A quiet hall with other people every few minutes; a film has at most fifteen.</summary>
    private static async Task PrintQuietAsync(Func<SeatRounds?, IRoomDetector> open, int quietMinutes)
    {
        var wrong = new List<Sighting>();
        for (var (part, left) = (0, quietMinutes); left > 0; part++, left -= MostMinutes)
        {
            var minutes = Math.Min(left, MostMinutes);
            var (alarms, _) = await HallWatching.RunAsync(new HallScript { Name = "quiet", Seconds = minutes * 60, Rate = 2, Seed = (uint)(11 + part), Empty = [3, 16] }, open);
            wrong.AddRange(alarms.Select(one => one.Sighting).Where(one => one.Kind != ObservationKind.PersonCount && !(one.Kind == ObservationKind.SeatEmpty && one.Seat is "3" or "16")));
        }
        Console.WriteLine(FormattableString.Invariant($"\nQuiet hall of {quietMinutes} minutes: {wrong.Count} false sightings, {wrong.Count * 60.0 / quietMinutes:F1} a room-hour{(wrong.Count == 0 ? "." : $": {string.Join(", ", wrong.Select(one => $"{one.Kind} at {one.Seat}"))}.")}"));
    }

    private static void Print(ObservationKind kind, List<Stretch> played, List<Seen> reported)
    {
        var found = played.Where(one => reported.Exists(seen => one.Shares(seen.Sighting))).ToList();
        var right = reported.Count(seen => played.Exists(one => one.Shares(seen.Sighting)));
        var late = found.Select(one => reported.Where(seen => one.Shares(seen.Sighting)).Min(seen => HallWatching.Second(seen.At)) - one.From).DefaultIfEmpty(double.NaN).Average();
        Console.WriteLine(FormattableString.Invariant($"| {kind} | {played.Count} | {(double)found.Count / played.Count:F2} | {reported.Count} | {(reported.Count == 0 ? double.NaN : (double)right / reported.Count):F2} | {late:F1} |"));
    }

    internal static IEnumerable<Stretch> Played(GroundTruth truth, ObservationKind kind)
    {
        if (kind == ObservationKind.SeatEmpty)
        {
            foreach (var seat in truth.Empty)
            {
                yield return new Stretch(seat, 0, truth.Seconds);
            }
        }
        foreach (var played in truth.Events.Where(one => KindOf(one) == kind))
        {
            yield return new Stretch(played.Seat, played.From, played.To);
            if (played.Other is { } other && kind == ObservationKind.HeadsTogether)
            {
                yield return new Stretch(other, played.From, played.To);
            }
        }
    }

    private static ObservationKind? KindOf(TrueEvent played) => Enum.Parse<HallDeed>(played.Deed) switch
    {
        HallDeed.Phone => ObservationKind.Phone,
        HallDeed.Leave => ObservationKind.SeatEmpty,
        HallDeed.TurnLeft or HallDeed.TurnRight => played.Other is null ? ObservationKind.HeadTurned : ObservationKind.LookingAtNeighbour,
        HallDeed.Stand => ObservationKind.PersonStood,
        HallDeed.ChangeSeat => ObservationKind.SeatChanged,
        HallDeed.PassPhone => ObservationKind.ItemPassed,
        HallDeed.LeanTogether => ObservationKind.HeadsTogether,
        HallDeed.LensCovered => ObservationKind.CameraCovered,
        _ => null,
    };
}
