using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Google.Protobuf;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>One piece of evidence on its way to the hub, from where the hub's copy ends to its word that it holds the whole.</summary>
internal sealed record NodeUpload(string Evidence, byte[] Bytes)
{
    private const int PartBytes = 64 * 1024;

    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public async Task<bool> SendAsync(GrpcChannel channel, CancellationToken cancel)
    {
        var client = new V1.Evidence.EvidenceClient(channel);
        var held = await client.GetUploadAsync(new V1.UploadQuery { Evidence = Evidence }, cancellationToken: cancel);
        if (held.Complete)
        {
            return true;
        }
        using (var call = client.Upload(cancellationToken: cancel))
        {
            await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(Header(held.Committed)) }, cancel);
            for (var at = (int)held.Committed; at < Bytes.Length; at += PartBytes)
            {
                var part = Bytes.AsMemory(at, Math.Min(PartBytes, Bytes.Length - at));
                await call.RequestStream.WriteAsync(new V1.UploadPart { Chunk = new V1.UploadChunk { Offset = at, Data = ByteString.CopyFrom(part.Span), Sha256 = ByteString.CopyFrom(SHA256.HashData(part.Span)) } }, cancel);
            }
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        }
        return (await client.CompleteAsync(new V1.UploadCompletion { Evidence = Evidence, Size = Bytes.Length, Sha256 = ByteString.CopyFrom(Convert.FromHexString(Sha256)) }, cancellationToken: cancel)).Complete;
    }

    private EvidenceHeader Header(long offset)
    {
        var now = WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));
        return new EvidenceHeader
        {
            Evidence = Evidence, Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, "1"), Camera = "cam-1", MediaType = "video/mp4", Size = Bytes.Length,
            Sha256 = Sha256, From = now, To = now, Offset = offset,
        };
    }
}
