using EdgeProctoring.Contracts;
using EdgeProctoring.ExamDays;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The judgement is a function of the sets: no order, duplicate, split, revision or late arrival can show.</summary>
public sealed class SetProperties
{
    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void No_order_can_show(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        return Alike.Exactly(given.Judge(pack), RuleEngine.Judge(pack, given.Sitting, Shuffled(given.Seen, given.Seed), Shuffled(given.Verdicts, given.Seed)));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void No_duplicate_can_show(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        var twice = Shuffled([.. given.Seen, .. given.Seen.Where(_ => chance.In1000(600))], given.Seed);
        return Alike.Exactly(given.Judge(pack), RuleEngine.Judge(pack, given.Sitting, twice, [.. given.Verdicts, .. given.Verdicts]));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Judging_as_it_goes_on_is_judging_at_once(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        // It begins with less known of the sitting, and the rest comes in between.
        var judge = new SittingJudge(pack, given.Sitting with { Breaks = [], End = null, AsOf = RandomCase.Start + TimeSpan.FromMinutes(3) });
        var reader = new ChangeReader();
        var steps = Shuffled<Action>(
        [
            .. given.Seen.SelectMany((seen, at) => Revisions(seen, at, chance)).Select(seen => (Action)(() => judge.Add(seen))),
            .. given.Verdicts.Select(verdict => (Action)(() => judge.Add(verdict))),
            () => judge.Update(given.Sitting),
        ], given.Seed);
        foreach (var step in steps)
        {
            step();
            if (chance.In1000(400))
            {
                reader.Take(judge);
            }
        }
        reader.Take(judge);
        var batch = given.Judge(pack);
        return Alike.Exactly(batch, judge.Read()) && reader.Holds(batch);
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void No_split_can_show(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        var parts = given.Seen.SelectMany((seen, at) => Split(seen, at, chance)).ToList();
        return Alike.InSubstance(given.Judge(pack), RuleEngine.Judge(pack, given.Sitting, parts, given.Verdicts));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Revisions_in_any_order_are_the_last_one(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        var revised = Shuffled([.. given.Seen.SelectMany((seen, at) => Revisions(seen, at, chance))], given.Seed);
        return Alike.Exactly(given.Judge(pack), RuleEngine.Judge(pack, given.Sitting, revised, given.Verdicts));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Two_cameras_count_once(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var both = given.Seen.SelectMany((seen, at) => seen.Source.Camera is null ? [seen] : new[] { seen, Copy(seen, at) with { Source = seen.Source with { Camera = "cam-3" } } });
        var sitting = given.Sitting with
        {
            Views = [.. given.Sitting.Views, .. given.Sitting.Views.Select(view => view with { Source = view.Source with { Camera = "cam-3" }, PixelsPerMetre = Worst(given.Sitting) })],
        };
        // The same views in both judgements: equipment is only heard where it is a view.
        return Alike.InSubstance(RuleEngine.Judge(pack, sitting, given.Seen, given.Verdicts), RuleEngine.Judge(pack, sitting, [.. both], given.Verdicts));
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void A_shifted_day_is_judged_alike(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var chance = new Chance((ulong)given.Seed);
        var shift = TimeSpan.FromMicroseconds((chance.Between(-1_000_000_000, 1_000_000_000) * 1000L) + chance.Between(0, 999));
        return Alike.InSubstance(given.Judge(pack), Shifted.By(shift, given).Judge(pack), shift);
    });

    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void One_number_of_one_boot_is_one_message(string id) => Prove.ForAll(given =>
    {
        var pack = ShippedPacks.Of(id);
        var clashing = given.Seen.Concat(given.Seen.Take(3).Select((seen, at) => Copy(seen, at) with { Seq = seen.Seq, To = null })).ToList();
        return Alike.Exactly(RuleEngine.Judge(pack, given.Sitting, clashing, given.Verdicts),
            RuleEngine.Judge(pack, given.Sitting, Shuffled(clashing, given.Seed), given.Verdicts));
    });

    private static int Worst(Sitting sitting) => sitting.Views.Count == 0 ? 0 : sitting.Views.Min(view => view.PixelsPerMetre);

    private static IEnumerable<Observation> Split(Observation seen, int at, Chance chance)
    {
        if (seen.To is not { } to || to - seen.From < TimeSpan.FromMilliseconds(10) || chance.In1000(300))
        {
            return [seen];
        }
        var cut = seen.From + TimeSpan.FromMilliseconds(chance.Between(1, (int)(to - seen.From).TotalMilliseconds - 1));
        return [seen with { To = cut }, Copy(seen, at) with { From = cut }];
    }

    private static IEnumerable<Observation> Revisions(Observation seen, int at, Chance chance)
    {
        if (seen.To is not { } to)
        {
            return [seen, seen with { Seq = 500 + at, Confidence = chance.Between(0, seen.Confidence) }];
        }
        var early = seen.From + TimeSpan.FromMilliseconds(chance.Between(0, (int)(to - seen.From).TotalMilliseconds));
        return [seen with { Seq = 500 + at, To = null, Evidence = [] }, seen with { Seq = 600 + at, To = early, Confidence = chance.Between(0, seen.Confidence) }, seen];
    }

    private static Observation Copy(Observation seen, int at) => seen with { Id = $"{seen.Id[..^4]}{9000 + at}", Seq = 2000 + at };

    private static List<T> Shuffled<T>(IReadOnlyList<T> items, int seed)
    {
        var chance = new Chance((ulong)seed ^ 0x5EED);
        var shuffled = items.ToList();
        for (var at = shuffled.Count - 1; at > 0; at--)
        {
            var other = chance.Between(0, at);
            (shuffled[at], shuffled[other]) = (shuffled[other], shuffled[at]);
        }
        return shuffled;
    }
}
