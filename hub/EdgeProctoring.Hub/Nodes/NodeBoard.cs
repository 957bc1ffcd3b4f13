using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>What the hub knows of each node's life right now: online, models, cameras, when last heard. Built from retained messages after a start.</summary>
internal sealed partial class NodeBoard(WallBoard wall, TimeProvider time, ILogger<NodeBoard> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeView> _nodes = new(StringComparer.Ordinal);

    public bool IsKnown(string node)
    {
        lock (_gate)
        {
            return _nodes.ContainsKey(node);
        }
    }

    /// <summary>The nodes of the campus, with the rooms that their cameras watch. Others are not listened to.</summary>
    public void Register(IReadOnlyDictionary<string, IReadOnlyList<NodeCamera>> nodes)
    {
        lock (_gate)
        {
            foreach (var gone in _nodes.Keys.Except(nodes.Keys).ToList())
            {
                _nodes.Remove(gone);
                wall.Remove($"node:{gone}");
            }
            foreach (var (node, cameras) in nodes)
            {
                Keep(_nodes.GetValueOrDefault(node, new NodeView(node)) with { Cameras = Merge(_nodes.GetValueOrDefault(node)?.Cameras ?? [], cameras) });
            }
        }
    }

    /// <summary>The node has lost its place here.</summary>
    public void Forget(string node)
    {
        lock (_gate)
        {
            if (_nodes.Remove(node))
            {
                wall.Remove($"node:{node}");
            }
        }
    }

    /// <summary>A word of a node's life. What breaks the contract is logged and ignored.</summary>
    public void Hear(string node, string rest, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(node, out var view))
            {
                return;
            }
            try
            {
                Keep(Apply(view, rest, payload));
            }
            catch (ContractException broken)
            {
                Log.Refused(log, node, rest, broken.Message);
            }
        }
    }

    public IReadOnlyList<NodeView> List()
    {
        lock (_gate)
        {
            return [.. _nodes.Values];
        }
    }

    private NodeView Apply(NodeView view, string rest, ReadOnlySpan<byte> payload)
    {
        var now = time.GetUtcNow();
        switch (rest)
        {
            case "state":
                var state = Wire.DecodeState(payload);
                // The will of an earlier life may come after the birth of the next one.
                return !state.Online && view.Boot is not null && state.Boot != view.Boot ? view
                    : view with { Online = state.Online, Boot = state.Boot, Heard = state.Online ? now : view.Heard };
            case "birth":
                var birth = Wire.DecodeBirth(payload);
                return view with
                {
                    Boot = birth.Boot, Online = birth.Boot == view.Boot ? view.Online : true, Software = birth.Software, Models = birth.Models,
                    ConfigurationVersion = birth.ConfigurationVersion, Heard = now,
                };
            case "hb":
                var beat = Wire.DecodeHeartbeat(payload);
                return view with
                {
                    Boot = beat.Boot, Online = true, Heard = now, Beat = beat,
                    Cameras = [.. view.Cameras.Select(camera => beat.Cameras.FirstOrDefault(one => one.Camera == camera.Id) is { } health
                        ? camera with { Delivering = health.Delivering, Trouble = health.Trouble } : camera)],
                };
            case "cfg/reported":
                return view with { Report = Wire.DecodeReport(payload) };
            default:
                if (!rest.StartsWith("cam/", StringComparison.Ordinal) || !rest.EndsWith("/status", StringComparison.Ordinal))
                {
                    return view;
                }
                var status = Wire.DecodeCameraStatus(payload);
                return view with
                {
                    Cameras = [.. view.Cameras.Select(camera => camera.Id == status.Camera ? camera with { Delivering = status.Delivering, Trouble = status.Trouble } : camera)],
                };
        }
    }

    private void Keep(NodeView view)
    {
        _nodes[view.Node] = view;
        wall.Show(view);
    }

    private static List<NodeCamera> Merge(IReadOnlyList<NodeCamera> before, IReadOnlyList<NodeCamera> after) =>
        [.. after.Select(camera => before.FirstOrDefault(one => one.Id == camera.Id) is { } known ? camera with { Delivering = known.Delivering, Trouble = known.Trouble } : camera)];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What {Node} says on {Topic} is refused: {Reason}")]
        public static partial void Refused(ILogger logger, string node, string topic, string reason);
    }
}
