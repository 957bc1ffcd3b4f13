namespace EdgeProctoring.Contracts;

/// <summary>Retained word of a node's life; also its will.</summary>
public sealed record NodeState(string Boot, bool Online, DateTimeOffset At);

/// <summary>What a node is, told once per life.</summary>
public sealed record NodeBirth
{
    public required string Boot { get; init; }
    public required string Software { get; init; }
    public required string Hardware { get; init; }
    public required string Profile { get; init; }
    public IReadOnlyList<ModelInUse> Models { get; init; } = [];
    public long ConfigurationVersion { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A model file that a sender sees with; a demo model is labelled as such on every screen.</summary>
public sealed record ModelInUse(string Name, string Sha256, bool Demo);
