using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>A node's life as the hub last heard of it.</summary>
internal sealed record NodeView(string Node)
{
    public string? Boot { get; init; }
    public bool Online { get; init; }
    /// <summary>The hub's own time of the last sign of life.</summary>
    public DateTimeOffset? Heard { get; init; }
    public string? Software { get; init; }
    public long ConfigurationVersion { get; init; }
    public IReadOnlyList<ModelInUse> Models { get; init; } = [];
    public IReadOnlyList<NodeCamera> Cameras { get; init; } = [];
    public Heartbeat? Beat { get; init; }
    public ConfigurationReport? Report { get; init; }
}

/// <summary>One camera of a node: where it looks, and whether pictures come. Unknown until the node says so.</summary>
internal sealed record NodeCamera(string Id, string Room)
{
    public bool? Delivering { get; init; }
    public string? Trouble { get; init; }
}
