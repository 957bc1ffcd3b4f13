using EdgeProctoring.Contracts;
using Google.Protobuf;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>Model files over gRPC: translation only.</summary>
internal sealed class ModelsService(NodeCalls calls, ModelShelf shelf) : V1.Models.ModelsBase
{
    public override async Task<V1.ModelsList> List(V1.ModelsQuery request, ServerCallContext context)
    {
        var (manifest, held) = await shelf.ListAsync(context.CancellationToken);
        return new V1.ModelsList { Manifest = ByteString.CopyFrom(manifest), Held = { held } };
    }

    public override Task Fetch(V1.ModelQuery request, IServerStreamWriter<V1.ModelPart> responseStream, ServerCallContext context) => calls.RunAsync(context, async (_, ends) =>
    {
        var file = await shelf.FindAsync(request.Name, ends) ?? throw new RpcException(new Status(StatusCode.NotFound, "The hub holds no such model."));
        await using var stream = File.OpenRead(file);
        if (request.Offset < 0 || request.Offset > stream.Length)
        {
            throw new RpcException(new Status(StatusCode.OutOfRange, $"The file has {stream.Length} bytes."));
        }
        stream.Position = request.Offset;
        var buffer = new byte[Limits.UploadPartBytes];
        for (var at = request.Offset; await stream.ReadAsync(buffer, ends) is > 0 and var read; at += read)
        {
            await responseStream.WriteAsync(new V1.ModelPart { Offset = at, Data = ByteString.CopyFrom(buffer.AsSpan(0, read)) }, ends);
        }
    });
}
