namespace EdgeProctoring.Contracts;

/// <summary>One recorded thing in its sender's own chain: what it is, its hash, and the hash of the one before it.</summary>
public sealed record ManifestEntry
{
    /// <summary>Id of the evidence, made by the sender.</summary>
    public required string Evidence { get; init; }
    public string? Camera { get; init; }
    public required Subject Subject { get; init; }
    public required string MediaType { get; init; }
    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
    /// <summary>SHA-256 as lower-case hex.</summary>
    public required string Sha256 { get; init; }
    /// <summary>SHA-256 of the entry before it; absent on the first of a boot.</summary>
    public string? PreviousSha256 { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public string? Model { get; init; }
    /// <summary>Rule pack in force, as id@version#hash, where the sender knows it.</summary>
    public string? Pack { get; init; }
    public ClockReading Clock { get; init; } = ClockReading.Unknown;
}
