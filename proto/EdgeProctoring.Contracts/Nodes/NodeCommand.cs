namespace EdgeProctoring.Contracts;

/// <summary>Something a node is asked to do now; after its end it must not be done any more.</summary>
public sealed record NodeCommand
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Issued { get; init; }
    public required DateTimeOffset Expires { get; init; }
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}
