using System.Collections.Concurrent;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>
/// Live pictures from the node that holds the line to those who look. A viewer gets the newest picture only; a node is asked
/// only while somebody looks, and once for all who look at the same.
/// </summary>
internal sealed class LiveRelay
{
    private readonly ConcurrentDictionary<string, NodeLine> _lines = new(StringComparer.Ordinal);

    /// <summary>A node's line: what is asked goes out, pictures come in. A newer line of the same node takes over.</summary>
    public async Task ServeAsync(string node, Func<V1.LiveRequest, Task> ask, IAsyncEnumerable<V1.LiveFrame> frames, CancellationToken ends)
    {
        using var line = new NodeLine();
        _lines.AddOrUpdate(node, line, (_, before) =>
        {
            before.Close();
            return line;
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends, line.Closed);
        try
        {
            var asking = AskAsync(line, ask, stop.Token);
            await foreach (var frame in frames.WithCancellation(stop.Token))
            {
                line.Show(frame);
            }
            await stop.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _lines.TryRemove(new KeyValuePair<string, NodeLine>(node, line));
        }
    }

    /// <summary>Whether the node holds a line.</summary>
    public bool Holds(string node) => _lines.ContainsKey(node);

    /// <summary>A look through a camera; null where the node holds no line or cannot serve one more.</summary>
    public LiveLook? Open(string node, string camera, string? seat, int width) =>
        _lines.TryGetValue(node, out var line) ? line.Open(new LiveSight(camera, seat ?? "", LiveSight.WidthFor(width))) : null;

    private static async Task AskAsync(NodeLine line, Func<V1.LiveRequest, Task> ask, CancellationToken stop)
    {
        await foreach (var request in line.Requests.ReadAllAsync(stop))
        {
            await ask(request);
        }
    }
}
