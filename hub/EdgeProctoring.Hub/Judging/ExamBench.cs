using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>One exam with the judges of all its sittings.</summary>
internal sealed class ExamBench(string id, string title, RulePack pack, DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<Source, Source> _sources = [];
    private readonly Dictionary<string, string> _boots = new(StringComparer.Ordinal);
    private DateTimeOffset? _nextEnd;

    public string Id => id;
    public string Title => title;
    public RulePack Pack => pack;
    public DateTimeOffset From => from;
    public DateTimeOffset To => to;
    public Dictionary<string, RoomBench> Rooms { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, SittingBench> Sittings { get; } = new(StringComparer.Ordinal);

    /// <summary>The rooms that each node's cameras watch.</summary>
    public required ILookup<string, CameraPlace> Cameras { get; init; }

    public IReadOnlyList<SittingBench> Add(Observation observation)
    {
        var concerned = Concerned(observation).ToList();
        if (concerned.Count > 0)
        {
            var kept = Shared(observation);
            concerned.ForEach(bench => bench.Add(kept));
        }
        return concerned;
    }

    // A long exam keeps millions of them: what is the same in many is kept once.
    private Observation Shared(Observation observation)
    {
        if (!_sources.TryGetValue(observation.Source, out var source))
        {
            _sources[observation.Source] = source = observation.Source;
        }
        if (!_boots.TryGetValue(observation.Boot, out var boot))
        {
            _boots[observation.Boot] = boot = observation.Boot;
        }
        return observation with
        {
            Source = source, Boot = boot, Evidence = observation.Evidence.Count == 0 ? [] : observation.Evidence,
            Subject = observation.Subject.Room is { } room && Rooms.GetValueOrDefault(room)?.SubjectOf(observation.Subject) is { } known ? known : observation.Subject,
            Detail = observation.Detail == ObservationDetail.None ? ObservationDetail.None : observation.Detail,
        };
    }

    public IReadOnlyList<SittingBench> Add(Coverage coverage, Source source)
    {
        if (coverage.Subject.Sitting is { } own)
        {
            Sittings.GetValueOrDefault(own)?.Room.Add(coverage, source);
            return Sittings.TryGetValue(own, out var one) ? [one] : [];
        }
        var rooms = coverage.Subject.Room is { } room ? [room] : Watched(source);
        var touched = new List<SittingBench>();
        foreach (var bench in rooms.Select(one => Rooms.GetValueOrDefault(one)).OfType<RoomBench>())
        {
            bench.Add(coverage, source);
            touched.AddRange(bench.Sittings);
        }
        return touched;
    }

    /// <summary>A person's word on what concerns a whole room is a word to everybody who sits in it.</summary>
    public IReadOnlyList<SittingBench> Add(Verdict verdict, string sitting)
    {
        if (!Sittings.TryGetValue(sitting, out var bench))
        {
            return [];
        }
        List<SittingBench> concerned = bench.IsRoom ? [bench, .. bench.Room.Sittings] : [bench];
        concerned.ForEach(one => one.Add(verdict));
        return concerned;
    }

    /// <summary>What a person did; it may move the end of whom it concerns.</summary>
    public IReadOnlyList<SittingBench> Add(SittingStep step)
    {
        var concerned = Sittings.Values.Where(bench => !bench.IsRoom && step.Concerns(bench.Id, bench.Room.Id)).ToList();
        concerned.ForEach(bench => bench.Add(step));
        foreach (var room in concerned.Select(bench => bench.Room).Distinct())
        {
            room.Whole.Touch();
        }
        _nextEnd = null;
        return concerned;
    }

    /// <summary>When the last sitting ends, as far as is known now.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset now) => Rooms.Count == 0 ? to : Rooms.Values.Max(room => room.EndsAt(now));

    /// <summary>Somebody's time is over and the last judgement is still to be made.</summary>
    public bool IsOver(DateTimeOffset now) => now >= (_nextEnd ??= NextEnd(now));

    /// <summary>Those whose time is over, once.</summary>
    public IReadOnlyList<SittingBench> Close(DateTimeOffset now)
    {
        var over = Sittings.Values.Where(bench => !bench.IsFinished && now >= bench.EndsAt(now)).ToList();
        over.ForEach(bench => bench.Finish());
        _nextEnd = NextEnd(now);
        return over;
    }

    private DateTimeOffset NextEnd(DateTimeOffset now) =>
        Sittings.Values.Where(bench => !bench.IsFinished).Select(bench => bench.EndsAt(now)).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    private IEnumerable<SittingBench> Concerned(Observation observation)
    {
        if (observation.Subject.Sitting is { } sitting)
        {
            return Sittings.TryGetValue(sitting, out var bench) ? [bench] : [];
        }
        if (observation.Subject.Room is { } room)
        {
            return Rooms.TryGetValue(room, out var bench) ? bench.Concerned(observation) : [];
        }
        // Equipment outside any room: whoever it watches.
        return Watched(observation.Source).Select(one => Rooms.GetValueOrDefault(one)).OfType<RoomBench>().SelectMany(bench => bench.Concerned(observation));
    }

    private IEnumerable<string> Watched(Source source) =>
        Cameras[source.Sender].Where(camera => source.Camera is null || camera.Id == source.Camera).Select(camera => camera.Room).Distinct(StringComparer.Ordinal);
}
