using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What is kept together or not at all: items of the sequence (numbered when they are written) and what goes with them.</summary>
internal sealed record SpoolEntry(IReadOnlyList<BatchItem> Items)
{
    /// <summary>Evidence that waits for its upload from now on.</summary>
    public IReadOnlyList<StoredEvidence> Evidence { get; init; } = [];
    /// <summary>A stretch that was watched: given up first when the spool fills, before it has a number.</summary>
    public bool MayThin { get; init; }

    public static SpoolEntry Of(params IReadOnlyList<BatchItem> items) => new(items);
}

/// <summary>A file of evidence and what it shows.</summary>
internal sealed record StoredEvidence
{
    public required string Id { get; init; }
    public required Subject Subject { get; init; }
    public required string Camera { get; init; }
    public required string MediaType { get; init; }
    public required long Size { get; init; }
    public required string Sha256 { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
}

/// <summary>An item as it lies in the spool.</summary>
internal readonly record struct SpooledItem(long Seq, byte[] Bytes);

/// <summary>How full the spool is.</summary>
/// <param name="Items">Waiting for a receipt.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Oldest">When the oldest of them was made.</param>
/// <param name="Thinned">Watched stretches given up so far because it was nearly full.</param>
/// <param name="Refused">Entries given up so far because it was full.</param>
internal sealed record SpoolState(long Items, long Bytes, DateTimeOffset? Oldest, long Thinned, long Refused);
