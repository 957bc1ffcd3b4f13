using EdgeProctoring.Contracts;

namespace EdgeProctoring.ExamDays;

/// <summary>What really happened and whose it is (no sitting: a whole room's, or equipment's), whatever was seen of it.</summary>
public sealed record Offence(ViolationCode Code, string? Sitting, string? Room, DateTimeOffset From, DateTimeOffset To, string? Other = null);

/// <summary>A generated day: the sittings, everything that was seen in order of time, and the ground truth.</summary>
public sealed class ExamDay
{
    private readonly ILookup<string, Observation> _bySitting;
    private readonly ILookup<(string? Room, string? Seat), Observation> _byPlace;
    private readonly ILookup<(string? Room, string? Seat), Observation> _byOther;

    internal ExamDay(ExamDayOptions options, IReadOnlyList<Sitting> sittings, IReadOnlyList<Observation> observations, IReadOnlyList<Offence> truth)
    {
        (Options, Sittings, Observations, Truth) = (options, sittings, observations, truth);
        _bySitting = observations.Where(seen => seen.Subject.Sitting is not null).ToLookup(seen => seen.Subject.Sitting!);
        _byPlace = observations.Where(seen => seen.Subject.Sitting is null).ToLookup(seen => (seen.Subject.Room, seen.Subject.Seat));
        _byOther = observations.Where(seen => seen.Detail.OtherSeat is not null).ToLookup(seen => (seen.Subject.Room, seen.Detail.OtherSeat));
    }

    public ExamDayOptions Options { get; }
    public IReadOnlyList<Sitting> Sittings { get; }
    public IReadOnlyList<Observation> Observations { get; }
    public IReadOnlyList<Offence> Truth { get; }

    /// <summary>What concerns one sitting: itself, its seat, its room.</summary>
    public CaseFile CaseOf(Sitting sitting)
    {
        var seen = _bySitting[sitting.Id];
        if (sitting.Room is not null)
        {
            seen = seen.Concat(_byPlace[(sitting.Room, null)]);
            foreach (var seat in sitting.Seats.Select(stay => stay.Seat).Distinct())
            {
                seen = seen.Concat(_byPlace[(sitting.Room, seat)]).Concat(_byOther[(sitting.Room, seat)]);
            }
        }
        return new CaseFile(sitting, [.. seen.Distinct().OrderBy(observation => observation.From).ThenBy(observation => observation.Id, StringComparer.Ordinal)], []);
    }
}
