using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What the rules need of one observation: one message, or all known revisions of one id in one.</summary>
internal sealed class Sighting
{
    /// <summary>The value of <see cref="To"/> while it goes on.</summary>
    public const long Open = long.MaxValue;

    public required string Id { get; init; }
    public required string Boot { get; init; }
    public required long Seq { get; init; }
    public required Source Source { get; init; }
    public required Subject Subject { get; init; }
    /// <summary>The pack's number of the kind.</summary>
    public required int Kind { get; init; }
    public required ObservationKind KindName { get; init; }
    /// <summary>UTC ticks.</summary>
    public required long From { get; init; }
    /// <summary>UTC ticks, or <see cref="Open"/>.</summary>
    public required long To { get; init; }
    public required int Confidence { get; init; }
    public required ObservationDetail Detail { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }
    /// <summary>Of the id; never leaves the process.</summary>
    public required int IdHash { get; init; }
    /// <summary>A merged revision has taken its place.</summary>
    public bool Superseded { get; set; }

    public static Sighting Of(Observation observation, int kind) => new()
    {
        Id = observation.Id,
        IdHash = observation.Id.GetHashCode(StringComparison.Ordinal),
        Boot = observation.Boot,
        Seq = observation.Seq,
        Source = observation.Source,
        Subject = observation.Subject,
        Kind = kind,
        KindName = observation.Kind,
        From = observation.From.UtcTicks,
        To = observation.To?.UtcTicks ?? Open,
        Confidence = observation.Confidence,
        Detail = observation.Detail,
        Evidence = observation.Evidence,
    };

    /// <summary>
    /// Two revisions as one: it ends where the latest known end is (open only where none has an end), at the highest confidence.
    /// Commutative and associative, so revisions may come in any order; what may not differ is taken from the lesser by content.
    /// </summary>
    public static Sighting Merge(Sighting one, Sighting other)
    {
        var first = SightingOrder.CompareContent(one, other) <= 0 ? one : other;
        return new Sighting
        {
            Id = first.Id,
            IdHash = first.IdHash,
            Boot = first.Boot,
            Seq = first.Seq,
            Source = first.Source,
            Subject = first.Subject,
            Kind = first.Kind,
            KindName = first.KindName,
            From = Math.Min(one.From, other.From),
            To = one.To == Open ? other.To : other.To == Open ? one.To : Math.Max(one.To, other.To),
            Confidence = Math.Max(one.Confidence, other.Confidence),
            Detail = first.Detail,
            Evidence = Join(one.Evidence, other.Evidence),
        };
    }

    private static IReadOnlyList<string> Join(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (other.Count == 0 || ReferenceEquals(one, other))
        {
            return one;
        }
        return one.Count == 0 ? other : one.SequenceEqual(other) ? one : [.. one.Union(other, StringComparer.Ordinal)];
    }
}
