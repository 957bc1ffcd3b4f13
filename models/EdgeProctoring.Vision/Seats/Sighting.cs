using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Something that was seen for a while: it begins, and later ends. The node makes an observation of each change.</summary>
public sealed record Sighting
{
    /// <summary>UUIDv7; the same at the beginning and the end.</summary>
    public required string Id { get; init; }
    public required ObservationKind Kind { get; init; }
    /// <summary>Absent where it concerns the whole room.</summary>
    public string? Seat { get; init; }
    public required DateTimeOffset From { get; init; }
    /// <summary>Absent while it goes on.</summary>
    public DateTimeOffset? To { get; init; }
    /// <summary>0 to 1000.</summary>
    public required int Confidence { get; init; }
    public ObservationDetail Detail { get; init; } = ObservationDetail.None;
}
