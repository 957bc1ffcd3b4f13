using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>The nodes' end of the live relay, over gRPC: translation only.</summary>
internal sealed class LiveService(NodeCalls calls, LiveRelay relay) : V1.Live.LiveBase
{
    public override Task Serve(IAsyncStreamReader<V1.LiveFrame> requestStream, IServerStreamWriter<V1.LiveRequest> responseStream, ServerCallContext context) =>
        calls.RunAsync(context, (node, ends) => relay.ServeAsync(node, request => responseStream.WriteAsync(request, ends), requestStream.ReadAllAsync(ends), ends));
}
