using EdgeProctoring.Hub.Nodes;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The nodes' end of the questions for gaps, over gRPC: translation only.</summary>
internal sealed class ReplayService(NodeCalls calls, ReplayDesk desk) : V1.Replay.ReplayBase
{
    public override Task Serve(IAsyncStreamReader<V1.ReplayAnswer> requestStream, IServerStreamWriter<V1.ReplayRequest> responseStream, ServerCallContext context) =>
        calls.RunAsync(context, (node, ends) => desk.ServeAsync(node, request => responseStream.WriteAsync(request, ends), requestStream.ReadAllAsync(ends), ends));
}
