namespace EdgeProctoring.Contracts;

/// <summary>What the hub holds of a sender's boot, after its database commit. Only this frees items at the sender.</summary>
public sealed record Receipt
{
    public required SourceKind SenderKind { get; init; }
    public required string Sender { get; init; }
    public required string Boot { get; init; }
    /// <summary>Everything up to here is held, except the gaps.</summary>
    public required long DurableTo { get; init; }
    public IReadOnlyList<SeqRange> Gaps { get; init; } = [];
    public IReadOnlyList<RefusedItem> Refused { get; init; } = [];
    public required DateTimeOffset At { get; init; }

    /// <summary>True when the sender may free the item.</summary>
    public bool Frees(long seq) => seq <= DurableTo && !Gaps.Any(gap => gap.Contains(seq));
}

/// <summary>Item numbers from and to, both included.</summary>
public readonly record struct SeqRange(long From, long To)
{
    public bool Contains(long seq) => seq >= From && seq <= To;
}
