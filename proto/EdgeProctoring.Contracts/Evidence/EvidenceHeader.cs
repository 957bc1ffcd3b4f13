namespace EdgeProctoring.Contracts;

/// <summary>What an upload is about to bring; it goes on from an offset that the hub has committed.</summary>
public sealed record EvidenceHeader
{
    public required string Evidence { get; init; }
    public required Subject Subject { get; init; }
    public string? Camera { get; init; }
    public required string MediaType { get; init; }
    public required long Size { get; init; }
    public required string Sha256 { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required long Offset { get; init; }
}
