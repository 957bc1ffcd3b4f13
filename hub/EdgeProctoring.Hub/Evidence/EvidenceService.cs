using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>Evidence over gRPC: translation only.</summary>
internal sealed class EvidenceService(EvidenceUploads uploads, IHostApplicationLifetime life, TimeProvider time) : V1.Evidence.EvidenceBase
{
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(30);

    public override async Task<V1.UploadState> GetUpload(V1.UploadQuery request, ServerCallContext context)
    {
        var evidence = Id(request.Evidence);
        var held = await uploads.FindAsync(Node(context), evidence, context.CancellationToken) ?? throw Missing();
        return new V1.UploadState { Evidence = evidence, Committed = held.Committed, Complete = held.Complete };
    }

    public override async Task<V1.UploadState> Upload(IAsyncStreamReader<V1.UploadPart> requestStream, ServerCallContext context)
    {
        using var idle = new Idle(_idle, time, context.CancellationToken, life.ApplicationStopping);
        var cancel = idle.Token;
        try
        {
            if (!await requestStream.MoveNext(cancel) || requestStream.Current.Header is not { } first)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, "The first part of an upload is its header."));
            }
            var header = Header(first);
            var held = await uploads.FindAsync(Node(context), header.Evidence, cancel) ?? throw Missing();
            if (held.Complete)
            {
                return new V1.UploadState { Evidence = header.Evidence, Committed = held.Committed, Complete = true };
            }
            await using var part = await uploads.BeginAsync(Node(context), header, cancel);
            while (await requestStream.MoveNext(cancel))
            {
                idle.Restart();
                await WriteAsync(part, requestStream.Current.Chunk, cancel);
            }
            return new V1.UploadState { Evidence = header.Evidence, Committed = part.Committed };
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The hub is stopping; go on later from the committed offset."));
        }
        catch (OperationCanceledException) when (idle.IsOver)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "Nothing came for 30 s; go on from the committed offset."));
        }
    }

    public override async Task<V1.UploadState> Complete(V1.UploadCompletion request, ServerCallContext context)
    {
        var evidence = Id(request.Evidence);
        return await uploads.CompleteAsync(Node(context), evidence, request.Size, Convert.ToHexStringLower(request.Sha256.Span), context.CancellationToken) switch
        {
            CompletionResult.Stored => new V1.UploadState { Evidence = evidence, Committed = request.Size, Complete = true },
            CompletionResult.NotFound => throw Missing(),
            CompletionResult.Incomplete => throw new RpcException(new Status(StatusCode.FailedPrecondition, "Bytes are missing; ask GetUpload where to go on.")),
            CompletionResult.Differs => throw new RpcException(new Status(StatusCode.DataLoss, "The bytes are not those that were announced; send them again from the start.")),
            _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "It is not a picture that may be opened; it will not be taken.")),
        };
    }

    private static async Task WriteAsync(EvidencePart part, V1.UploadChunk? chunk, CancellationToken cancel)
    {
        if (chunk is null || chunk.Data.Length is 0 or > Limits.UploadPartBytes)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"A part carries 1 to {Limits.UploadPartBytes} bytes after the header."));
        }
        if (!SHA256.HashData(chunk.Data.Span).AsSpan().SequenceEqual(chunk.Sha256.Span))
        {
            throw new RpcException(new Status(StatusCode.DataLoss, $"The part at {chunk.Offset} differs from its hash; send it again."));
        }
        if (!await part.WriteAsync(chunk.Offset, chunk.Data.Memory, cancel))
        {
            throw new RpcException(new Status(StatusCode.OutOfRange, $"The part at {chunk.Offset} does not follow what is held; ask GetUpload where to go on."));
        }
    }

    private static EvidenceHeader Header(V1.UploadHeader message)
    {
        try
        {
            return Wire.FromMessage(message);
        }
        catch (ContractException broken)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, broken.Message));
        }
    }

    private static string Id(string evidence) =>
        evidence.Length is > 0 and <= Limits.IdLength && evidence.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
            ? evidence : throw new RpcException(new Status(StatusCode.InvalidArgument, Refusal.Of("evidence", evidence, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'").ToString()));

    private static string Node(ServerCallContext context) => context.GetHttpContext().User.FindFirst(NodeCertificates.NodeClaim)?.Value
        ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "A node's certificate is needed."));

    private static RpcException Missing() => new(new Status(StatusCode.NotFound, "This node has no such evidence."));
}
