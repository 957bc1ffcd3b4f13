using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A hub's evidence service over Kestrel with mutual TLS: takes parts from an offset, checks hashes, and can break off.</summary>
internal sealed class EvidenceHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EvidenceHub(WebApplication app, EvidenceShelf shelf) => (_app, Shelf) = (app, shelf);

    public string Address => HubPort.AddressOf(_app);
    public EvidenceShelf Shelf { get; }

    public static async Task<EvidenceHub> StartAsync(TestCa ca)
    {
        var shelf = new EvidenceShelf();
        var app = await HubPort.OpenAsync(ca, shelf, TimeSpan.FromSeconds(1), port => port.MapGrpcService<EvidenceService>());
        return new EvidenceHub(app, shelf);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>What the evidence service holds.</summary>
internal sealed class EvidenceShelf
{
    public ConcurrentDictionary<string, MemoryStream> Parts { get; } = [];
    public ConcurrentDictionary<string, EvidenceHeader> Headers { get; } = [];
    public ConcurrentDictionary<string, byte[]> Held { get; } = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _awaited = [];
    /// <summary>The offsets at which uploads began, in order.</summary>
    public ConcurrentQueue<(string Evidence, long Offset)> Begun { get; } = [];
    /// <summary>Breaks the next uploads off after so many bytes.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;
    public int Breaks { get; set; }
    public Func<string, StatusCode?> Refuses { get; set; } = _ => null;

    /// <summary>The whole of it, once it is here.</summary>
    public Task<byte[]> WholeAsync(string evidence) => Awaited(evidence).Task.WaitAsync(TestHub.Limit);

    public void Hold(string evidence, byte[] whole)
    {
        Held[evidence] = whole;
        Awaited(evidence).TrySetResult(whole);
    }

    private TaskCompletionSource<byte[]> Awaited(string evidence) =>
        _awaited.GetOrAdd(evidence, _ => new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>The service itself.</summary>
internal sealed class EvidenceService(EvidenceShelf shelf) : V1.Evidence.EvidenceBase
{
    public override Task<V1.UploadState> GetUpload(V1.UploadQuery request, ServerCallContext context)
    {
        if (shelf.Refuses(request.Evidence) is { } refused)
        {
            throw new RpcException(new Status(refused, "Refused by the test."));
        }
        return Task.FromResult(State(request.Evidence));
    }

    public override async Task<V1.UploadState> Upload(IAsyncStreamReader<V1.UploadPart> requestStream, ServerCallContext context)
    {
        Assert.True(await requestStream.MoveNext(context.CancellationToken));
        var header = Wire.FromMessage(requestStream.Current.Header);
        shelf.Headers[header.Evidence] = header;
        shelf.Begun.Enqueue((header.Evidence, header.Offset));
        var file = shelf.Parts.GetOrAdd(header.Evidence, _ => new MemoryStream());
        Assert.Equal(file.Length, header.Offset);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var chunk = requestStream.Current.Chunk;
            Assert.Equal(file.Length, chunk.Offset);
            Assert.InRange(chunk.Data.Length, 1, Limits.UploadPartBytes);
            Assert.Equal(SHA256.HashData(chunk.Data.Span), chunk.Sha256.ToByteArray());
            file.Write(chunk.Data.Span);
            if (file.Length >= shelf.BreakAfter && shelf.Breaks-- > 0)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "Broken off by the test."));
            }
        }
        return State(header.Evidence);
    }

    public override Task<V1.UploadState> Complete(V1.UploadCompletion request, ServerCallContext context)
    {
        var whole = shelf.Parts[request.Evidence].ToArray();
        Assert.Equal(request.Size, whole.Length);
        Assert.Equal(request.Sha256, ByteString.CopyFrom(SHA256.HashData(whole)));
        shelf.Hold(request.Evidence, whole);
        return Task.FromResult(State(request.Evidence));
    }

    private V1.UploadState State(string evidence) => new()
    {
        Evidence = evidence, Committed = shelf.Parts.TryGetValue(evidence, out var file) ? file.Length : 0, Complete = shelf.Held.ContainsKey(evidence),
    };
}
