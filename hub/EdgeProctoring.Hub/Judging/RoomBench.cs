using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Judging;

/// <summary>One room of an exam: who sits where, what was recorded, and the bench for what concerns all.</summary>
internal sealed class RoomBench(ExamBench exam, string id, string name, int staff)
{
    private readonly Dictionary<string, SeatBenches> _bySeat = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Stream, string Source), (Source Source, TimeSpans Spans)> _recorded = [];
    private IReadOnlyList<StreamCoverage>? _coverage;

    public ExamBench Exam => exam;
    public string Id => id;
    public string Name => name;
    public int Staff => staff;
    public List<SittingBench> Sittings { get; } = [];
    public SittingBench Whole { get; private set; } = null!;

    public void Seat(IEnumerable<SittingBench> sittings, SittingBench whole)
    {
        foreach (var bench in sittings)
        {
            Sittings.Add(bench);
            foreach (var seat in bench.Life.Stays.Select(stay => stay.Seat).Distinct(StringComparer.Ordinal))
            {
                if (!_bySeat.TryGetValue(seat, out var place))
                {
                    _bySeat[seat] = place = new SeatBenches(seat);
                }
                place.Sittings = [.. place.Sittings, bench];
            }
        }
        Whole = whole;
    }

    /// <summary>When the last person of the room ends.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset now) => Sittings.Count == 0 ? exam.To : Sittings.Max(bench => bench.Life.EndsAt(now));

    /// <summary>A camera that should record this room, also where it never did.</summary>
    public void Expect(string stream, Source source) => _recorded.TryAdd((stream, source.ToString()), (source, new TimeSpans()));

    public void Add(Coverage coverage, Source source)
    {
        Expect(coverage.Stream, source);
        if (coverage.Held && _recorded[(coverage.Stream, source.ToString())].Spans.Add(coverage.From, coverage.To))
        {
            _coverage = null;
            foreach (var bench in Sittings)
            {
                bench.Touch();
            }
        }
    }

    public IReadOnlyList<StreamCoverage> Coverage() => _coverage ??=
        [.. _recorded.Select(pair => new StreamCoverage(pair.Key.Stream, pair.Value.Spans.ToList(), pair.Value.Source))];

    /// <summary>Whom an observation of this room concerns.</summary>
    public IEnumerable<SittingBench> Concerned(Observation observation)
    {
        if (observation.Subject.Seat is not { } seat)
        {
            return [Whole, .. Sittings];
        }
        var own = _bySeat.GetValueOrDefault(seat)?.Sittings ?? [];
        return observation.Detail.OtherSeat is { } other && other != seat ? own.Concat(_bySeat.GetValueOrDefault(other)?.Sittings ?? []) : own;
    }

    /// <summary>The one copy of a seat's subject; null where it is not just a seat of this room.</summary>
    public Subject? SubjectOf(Subject subject)
    {
        if (subject.Seat is null || !_bySeat.TryGetValue(subject.Seat, out var place))
        {
            return null;
        }
        var own = place.Subject ??= Subject.OfSeat(exam.Id, id, place.Seat);
        return own == subject ? own : null;
    }

    /// <summary>Who sits, or sat, at one seat.</summary>
    private sealed class SeatBenches(string seat)
    {
        public string Seat => seat;
        public SittingBench[] Sittings { get; set; } = [];
        public Subject? Subject { get; set; }
    }
}
