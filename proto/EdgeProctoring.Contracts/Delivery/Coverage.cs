namespace EdgeProctoring.Contracts;

/// <summary>A stretch of an expected stream that the sender holds, or a gap in it with the reason.</summary>
public sealed record Coverage
{
    public string? Camera { get; init; }
    /// <summary>video, audio, screen or webcam.</summary>
    public required string Stream { get; init; }
    public required Subject Subject { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required bool Held { get; init; }
    /// <summary>Why there is a gap; set exactly where nothing is held.</summary>
    public string? Reason { get; init; }
}
