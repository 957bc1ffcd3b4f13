namespace EdgeProctoring.Contracts;

/// <summary>Numbered items of one sender's life, as they travel together.</summary>
public sealed record Batch
{
    public required SourceKind SenderKind { get; init; }
    public required string Sender { get; init; }
    public required string Boot { get; init; }
    /// <summary>Ascending by number.</summary>
    public required IReadOnlyList<BatchItem> Items { get; init; }
}

/// <summary>One numbered item: exactly one of the three is set.</summary>
public sealed record BatchItem(long Seq)
{
    public Observation? Observation { get; init; }
    public Coverage? Coverage { get; init; }
    public ManifestEntry? Manifest { get; init; }
}

/// <summary>A batch as read from a wire: what can be taken, and what broke the contract, by number.</summary>
public sealed record ReceivedBatch(Batch Batch, IReadOnlyList<RefusedItem> Refused);

/// <summary>An item that is kept out of the record and must not be sent again.</summary>
public sealed record RefusedItem(long Seq, string Reason);
