using Google.Protobuf;
using global::Grpc.Core;

namespace EdgeProctoring.Benchmarks.Grpc;

/// <summary>Does next to nothing, so that the calls themselves are measured.</summary>
internal sealed class BenchService(TimeProvider time) : Bench.BenchBase
{
    public override Task<EnrolReply> Enrol(EnrolRequest request, ServerCallContext context) => Task.FromResult(new EnrolReply
    {
        Token = "t-" + request.DeviceId,
        Echo = context.Peer.Length > 0 ? context.Method : "",
        AtUs = time.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond,
    });

    public override async Task<UploadReply> Upload(IAsyncStreamReader<Chunk> requestStream, ServerCallContext context)
    {
        var reply = new UploadReply();
        await foreach (var chunk in requestStream.ReadAllAsync(context.CancellationToken))
        {
            reply.Received += chunk.Data.Length;
        }
        return reply;
    }

    public override async Task Download(DownloadRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var data = ByteString.CopyFrom(new byte[request.Size]);
        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(new Chunk { Offset = (long)i * request.Size, Data = data }, context.CancellationToken);
        }
    }

    public override async Task Talk(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Ack> responseStream, ServerCallContext context)
    {
        await foreach (var frame in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new Ack { Seq = frame.Seq }, context.CancellationToken);
        }
    }
}
