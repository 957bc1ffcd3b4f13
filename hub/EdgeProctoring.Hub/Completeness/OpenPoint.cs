namespace EdgeProctoring.Hub.Completeness;

/// <summary>
/// Something that an exam's record lacks: minutes of a stream, a piece of evidence that a manifest names, numbers of a
/// sender. Its id follows from what it is, so that an acceptance holds for exactly that.
/// </summary>
internal sealed record OpenPoint(string Id, string Kind, string? Room, string About, DateTimeOffset? From, DateTimeOffset? To, string? Reason)
{
    /// <summary>Who accepted that it is lacking; absent while nobody has.</summary>
    public AcceptedBy? Accepted { get; init; }
}

internal sealed record AcceptedBy(string Name, DateTimeOffset At, string Reason);
