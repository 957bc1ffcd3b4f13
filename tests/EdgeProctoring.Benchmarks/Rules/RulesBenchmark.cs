using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.ExamDays;
using EdgeProctoring.Rules;
using EdgeProctoring.TestKit;

namespace EdgeProctoring.Benchmarks.Rules;

/// <summary>
/// The rule engine on one core: observations into 40,000 open sittings, memory of an idle one, and one long sitting at once.
/// Rates are per second of processor time, so that a busy machine does not show; the wall time stands beside it.
/// </summary>
internal static class RulesBenchmark
{
    private const int OpenSittings = 40_000;
    private const int PerSitting = 25;
    private const int InBatch = 2_000;

    public static Task<int> RunAsync(string[] args)
    {
        var pack = PackReader.Read(File.ReadAllText(Checkout.File("hub", "rules", args.Length > 0 ? $"{args[0]}.yaml" : "default.yaml")));
        WarmUp(pack);
        Console.WriteLine($"Pack {pack.Id}, {pack.Content.Rules.Count} rules. {Machine.Load()}\n");
        Console.WriteLine("| What | Figure | Processor s | Wall s |\n| --- | --- | --- | --- |");
        LongSitting(pack);
        IdleSittings(pack);
        Stream(pack, "added (what ingest waits for)", readEvery: int.MaxValue);
        Stream(pack, "added, changes taken after each batch of 10 of a sitting", readEvery: 10);
        Stream(pack, "added, changes taken after every observation", readEvery: 1);
        return Task.FromResult(0);
    }

    private static void WarmUp(RulePack pack)
    {
        for (var round = 0; round < 3000; round++)
        {
            var judge = new SittingJudge(pack, Hall(1));
            foreach (var seen in Seen(1, 60, new Chance(9)))
            {
                judge.Add(seen);
                judge.TakeChanges();
            }
        }
        var many = Seen(1, 10_000, new Chance(9)).ToList();
        for (var round = 0; round < 60; round++)
        {
            RuleEngine.Judge(pack, Hall(1), many, []);
        }
    }

    private static void IdleSittings(RulePack pack)
    {
        var judges = new SittingJudge[OpenSittings];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var timer = new Timer();
        for (var number = 0; number < OpenSittings; number++)
        {
            judges[number] = new SittingJudge(pack, Hall(number));
            judges[number].TakeChanges();
        }
        timer.Stop();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / OpenSittings;
        timer.Row("Memory of an idle sitting, opened and judged once, its record included", $"{bytes} bytes");
        GC.KeepAlive(judges);
    }

    private static void Stream(RulePack pack, string what, int readEvery)
    {
        var judges = new SittingJudge[OpenSittings];
        for (var number = 0; number < OpenSittings; number++)
        {
            judges[number] = new SittingJudge(pack, Hall(number));
        }
        // Every sitting gets its batch in turn, as node batches arrive; made in slices so that making them is not measured.
        var batch = Math.Min(readEvery, 10);
        var total = OpenSittings * PerSitting;
        var (timer, done, incidents) = (new Timer(running: false), 0, 0);
        var chance = new Chance(4);
        while (done < total)
        {
            var slice = new List<(int Sitting, Observation Seen)>(InBatch);
            for (; slice.Count < InBatch && done < total; done += batch)
            {
                var sitting = (int)(chance.Next() % OpenSittings);
                foreach (var seen in Seen(sitting, batch, chance))
                {
                    slice.Add((sitting, seen));
                }
            }
            timer.Start();
            for (var at = 0; at < slice.Count; at++)
            {
                var (sitting, seen) = slice[at];
                judges[sitting].Add(seen);
                if (readEvery != int.MaxValue && (at + 1) % batch == 0)
                {
                    incidents += judges[sitting].TakeChanges().Added.Count;
                }
            }
            timer.Stop();
        }
        timer.Row($"{total:N0} observations in {OpenSittings:N0} open sittings, {what} ({incidents:N0} incidents)", $"{total / timer.Processor:N0}/s");
    }

    private static void LongSitting(RulePack pack)
    {
        var seen = Seen(1, 10_000, new Chance(5)).ToList();
        var times = new List<double>();
        Judgement? judged = null;
        for (var round = 0; round < 41; round++)
        {
            var timer = new Timer();
            judged = RuleEngine.Judge(pack, Hall(1), seen, []);
            timer.Stop();
            times.Add(timer.Processor * 1000);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| A sitting of 3 hours with 10,000 observations at once ({judged!.Incidents.Count} incidents), 41 runs | median {times[20]:F2} ms, worst {times[^1]:F2} ms | | |"));
    }

    private static Sitting Hall(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"s-{number}"),
        Exam = "e-1",
        Mode = SittingMode.Hall,
        Room = "r-1",
        Seats = [new SeatStay("12", Start)],
        Start = Start,
        AsOf = Start + TimeSpan.FromHours(3),
        Roster = 24,
        Staff = 2,
        Views = _views,
        Coverage = _coverage,
    };

    private static IEnumerable<Observation> Seen(int sitting, int count, Chance chance)
    {
        for (var number = 0; number < count; number++)
        {
            var from = Start + TimeSpan.FromMilliseconds(chance.Between(0, 3 * 3600 * 1000));
            yield return new Observation
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{chance.Next() & 0xffff_ffff:x8}-0000-7000-8000-{chance.Next() & 0xffff_ffff_ffff:x12}"),
                Source = _source,
                Boot = Boot,
                Seq = (long)(chance.Next() >> 1),
                Subject = _subject,
                Kind = chance.Of(_kinds),
                From = from,
                // One in fifty lasts long enough for an incident; the others are glances.
                To = from + TimeSpan.FromMilliseconds(chance.In1000(20) ? chance.Between(10_000, 40_000) : chance.Between(200, 1_900)),
                Confidence = chance.Between(500, 1000),
                Detail = _turned,
                Evidence = number % 10 == 0 ? [$"ev-{sitting}-{number}"] : [],
            };
        }
    }

    private static readonly DateTimeOffset Start = new(2026, 1, 20, 4, 0, 0, TimeSpan.Zero);
    private const string Boot = "0198c0de-0000-7000-8000-000000000001";
    private static readonly Source _source = new(SourceKind.Node, "n-1", "cam-1");
    private static readonly Subject _subject = Subject.OfSeat("e-1", "r-1", "12");
    private static readonly ObservationDetail _turned = new() { Yaw = 50, Level = 300 };
    private static readonly CameraView[] _views = [new(_source, 420)];
    private static readonly StreamCoverage[] _coverage = [new("video", [new TimeRange(Start, Start + TimeSpan.FromHours(3))])];
    private static readonly ObservationKind[] _kinds =
    [
        ObservationKind.HeadTurned, ObservationKind.HeadDown, ObservationKind.SeatEmpty, ObservationKind.Phone, ObservationKind.Notes,
        ObservationKind.HandsHidden, ObservationKind.PersonStood, ObservationKind.FaceCovered,
    ];

    private sealed class Timer
    {
        private readonly Stopwatch _wall = new();
        private TimeSpan _started;
        private TimeSpan _used;

        public Timer(bool running = true)
        {
            if (running)
            {
                Start();
            }
        }

        public double Processor => _used.TotalSeconds;

        public void Start()
        {
            _started = Environment.CpuUsage.TotalTime;
            _wall.Start();
        }

        public void Stop()
        {
            _wall.Stop();
            _used += Environment.CpuUsage.TotalTime - _started;
        }

        public void Row(string what, string figure) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure} | {Processor:F2} | {_wall.Elapsed.TotalSeconds:F2} |"));
    }
}
