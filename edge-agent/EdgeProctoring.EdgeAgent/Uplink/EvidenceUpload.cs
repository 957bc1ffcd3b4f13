using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Google.Protobuf;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Brings one file to the hub: from where the hub's copy ends, part by part, until the hub says that it holds the whole.</summary>
internal sealed class EvidenceUpload(V1.Evidence.EvidenceClient hub, EvidenceFolder folder, Bandwidth bandwidth, TimeProvider time)
{
    private const int PartBytes = 128 * 1024;
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(20);

    /// <summary>True when the hub holds it. A broken line throws; the next call goes on where the hub's copy ends.</summary>
    public async Task<bool> SendAsync(StoredEvidence evidence, CancellationToken cancel)
    {
        var state = await hub.GetUploadAsync(new V1.UploadQuery { Evidence = evidence.Id }, Options(cancel));
        if (!state.Complete && state.Committed < evidence.Size)
        {
            state = await SendFromAsync(evidence, state.Committed, cancel);
        }
        if (!state.Complete)
        {
            state = await hub.CompleteAsync(new V1.UploadCompletion { Evidence = evidence.Id, Size = evidence.Size, Sha256 = Bytes(evidence.Sha256) }, Options(cancel));
        }
        return state.Complete;
    }

    private async Task<V1.UploadState> SendFromAsync(StoredEvidence evidence, long offset, CancellationToken cancel)
    {
        await using var file = new FileStream(folder.FileOf(evidence.Id), FileMode.Open, FileAccess.Read, FileShare.Read, PartBytes);
        file.Position = offset;
        using var call = hub.Upload(new CallOptions(cancellationToken: cancel));
        try
        {
            await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(Header(evidence, offset)) }, cancel);
            var buffer = new byte[PartBytes];
            while (await file.ReadAtLeastAsync(buffer, buffer.Length, false, cancel) is > 0 and var count)
            {
                await bandwidth.WaitAsync(count, cancel);
                await call.RequestStream.WriteAsync(new V1.UploadPart { Chunk = Chunk(offset, buffer.AsSpan(0, count)) }, cancel);
                offset += count;
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception overtaken) when (overtaken is RpcException or InvalidOperationException)
        {
            // The hub answered before everything was sent: its answer says why.
        }
        return await call.ResponseAsync.WaitAsync(_answer, time, cancel);
    }

    private CallOptions Options(CancellationToken cancel) => new(deadline: time.GetUtcNow().Add(_answer).UtcDateTime, cancellationToken: cancel);

    private static V1.UploadChunk Chunk(long offset, ReadOnlySpan<byte> data) =>
        new() { Offset = offset, Data = ByteString.CopyFrom(data), Sha256 = ByteString.CopyFrom(SHA256.HashData(data)) };

    private static EvidenceHeader Header(StoredEvidence evidence, long offset) => new()
    {
        Evidence = evidence.Id,
        Subject = evidence.Subject,
        Camera = evidence.Camera,
        MediaType = evidence.MediaType,
        Size = evidence.Size,
        Sha256 = evidence.Sha256,
        From = evidence.From,
        To = evidence.To,
        Offset = offset,
    };

    private static ByteString Bytes(string hex) => UnsafeByteOperations.UnsafeWrap(Convert.FromHexString(hex));
}
