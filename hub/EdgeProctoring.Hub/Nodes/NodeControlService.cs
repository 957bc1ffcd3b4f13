using Google.Protobuf;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>A node's configuration as a twin, over gRPC: translation only.</summary>
internal sealed class NodeControlService(NodeCalls calls, ConfigurationBoard configurations, NodeBoard nodes) : V1.NodeControl.NodeControlBase
{
    public override Task Watch(V1.WatchRequest request, IServerStreamWriter<V1.SignedConfiguration> responseStream, ServerCallContext context) => calls.RunAsync(context, async (node, ends) =>
    {
        for (var have = request.HaveVersion; ;)
        {
            var next = await configurations.NextAsync(node, have, ends);
            await responseStream.WriteAsync(new V1.SignedConfiguration { Configuration = ByteString.CopyFrom(next.Configuration), Signature = ByteString.CopyFrom(next.Signature) }, ends);
            have = next.Version;
        }
    });

    public override Task<V1.ReportReply> Report(V1.ConfigurationReport request, ServerCallContext context)
    {
        nodes.Hear(NodeCalls.Of(context), "cfg/reported", request.ToByteArray());
        return Task.FromResult(new V1.ReportReply());
    }
}
