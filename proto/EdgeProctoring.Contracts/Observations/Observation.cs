namespace EdgeProctoring.Contracts;

/// <summary>
/// What was seen (never what it means). A later revision with the same id only moves <see cref="To"/> or raises
/// <see cref="Confidence"/>, so revisions may arrive in any order.
/// </summary>
public sealed record Observation
{
    /// <summary>UUIDv7 as text, made by the sender.</summary>
    public required string Id { get; init; }
    public required Source Source { get; init; }
    /// <summary>The sender's life in which it was seen.</summary>
    public required string Boot { get; init; }
    /// <summary>Number of the item within the sender's boot, from 1, without holes.</summary>
    public required long Seq { get; init; }
    public required Subject Subject { get; init; }
    public required ObservationKind Kind { get; init; }
    /// <summary>UTC of the sender, to the microsecond.</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>Absent while it goes on; never before <see cref="From"/>.</summary>
    public DateTimeOffset? To { get; init; }
    /// <summary>0 to 1000.</summary>
    public required int Confidence { get; init; }
    public ObservationDetail Detail { get; init; } = ObservationDetail.None;
    /// <summary>Ids of the pictures, clips and sounds that show it.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
    /// <summary>SHA-256 (hex) of the model file that saw it; absent where no model was involved.</summary>
    public string? Model { get; init; }
    public ClockReading Clock { get; init; } = ClockReading.Unknown;
}
