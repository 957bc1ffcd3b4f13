namespace EdgeProctoring.Hub.Nodes;

/// <summary>The open calls of nodes, so that they can be cut: a revoked node keeps none.</summary>
internal sealed class LiveNodes(NodeBoard nodes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CancellationTokenSource> _calls = new(StringComparer.Ordinal);

    /// <summary>Ends when the node loses its place on this campus.</summary>
    public CancellationToken Of(string node)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(node, out var calls))
            {
                _calls[node] = calls = new CancellationTokenSource();
            }
            return calls.Token;
        }
    }

    /// <summary>Forgets the node and ends its calls.</summary>
    public void Cut(string node)
    {
        nodes.Forget(node);
        CancellationTokenSource? calls;
        lock (_gate)
        {
            _calls.Remove(node, out calls);
        }
        calls?.Cancel();
    }

    /// <summary>Ends the calls of all others.</summary>
    public void Keep(IReadOnlyCollection<string> registered)
    {
        List<string> gone;
        lock (_gate)
        {
            gone = [.. _calls.Keys.Except(registered)];
        }
        gone.ForEach(Cut);
    }
}
