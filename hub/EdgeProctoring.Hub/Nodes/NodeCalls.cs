using EdgeProctoring.Hub.People;
using Grpc.Core;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>What the long calls of nodes have in common: whose they are, and what ends them.</summary>
internal sealed class NodeCalls(LiveNodes live, IHostApplicationLifetime life)
{
    public static string Of(ServerCallContext context) => context.GetHttpContext().User.FindFirst(NodeCertificates.NodeClaim)?.Value
        ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "A node's certificate is needed."));

    /// <summary>Runs a call until the node goes, the hub stops, or the node is revoked; the latter two are told.</summary>
    public async Task RunAsync(ServerCallContext context, Func<string, CancellationToken, Task> serve)
    {
        var node = Of(context);
        var revoked = live.Of(node);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, life.ApplicationStopping, revoked);
        try
        {
            await serve(node, ends.Token);
        }
        catch (OperationCanceledException) when (revoked.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, "This node was revoked."));
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The hub is stopping; come back later."));
        }
    }
}
