using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>The cases of gRPC's interoperability tests, by their published names, from our client against any server.</summary>
internal sealed class InteropCases(GrpcChannel channel)
{
    private const string SpecialText = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
    private static readonly int[] _requestSizes = [27182, 8, 1828, 45904];
    private static readonly int[] _responseSizes = [31415, 9, 2653, 58979];

    private readonly TestService.TestServiceClient _client = new(channel);

    public static IReadOnlyList<string> Names { get; } =
    [
        "empty_unary", "large_unary", "client_compressed_unary", "server_compressed_unary", "client_streaming", "client_compressed_streaming",
        "server_streaming", "server_compressed_streaming", "ping_pong", "empty_stream", "custom_metadata", "status_code_and_message",
        "special_status_message", "unimplemented_method", "unimplemented_service", "cancel_after_begin", "cancel_after_first_response",
        "timeout_on_sleeping_server",
    ];

    public Task RunAsync(string name) => name switch
    {
        "empty_unary" => _client.EmptyCallAsync(new Empty()).ResponseAsync,
        "large_unary" or "server_compressed_unary" => LargeUnaryAsync(null),
        "client_compressed_unary" => LargeUnaryAsync(Packed()),
        "client_streaming" => ClientStreamingAsync(null),
        "client_compressed_streaming" => ClientStreamingAsync(Packed()),
        "server_streaming" or "server_compressed_streaming" => ServerStreamingAsync(),
        "ping_pong" => PingPongAsync(),
        "empty_stream" => EmptyStreamAsync(),
        "custom_metadata" => CustomMetadataAsync(),
        "status_code_and_message" => StatusAsync("test status message"),
        "special_status_message" => StatusAsync(SpecialText),
        "unimplemented_method" => FailsAsync(StatusCode.Unimplemented, () => _client.UnimplementedCallAsync(new Empty()).ResponseAsync),
        "unimplemented_service" => FailsAsync(StatusCode.Unimplemented,
            () => new UnimplementedService.UnimplementedServiceClient(channel).UnimplementedCallAsync(new Empty()).ResponseAsync),
        "cancel_after_begin" => CancelAfterBeginAsync(),
        "cancel_after_first_response" => CancelAfterFirstResponseAsync(),
        "timeout_on_sleeping_server" => TimeoutAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static Metadata Packed() => new() { { "grpc-internal-encoding-request", "gzip" } };

    private async Task LargeUnaryAsync(Metadata? headers)
    {
        var response = await _client.UnaryCallAsync(new SimpleRequest { ResponseSize = 314159, Payload = Zeros(271828) }, headers);
        Assert.Equal(314159, response.Payload.Body.Length);
    }

    private async Task ClientStreamingAsync(Metadata? headers)
    {
        using var call = _client.StreamingInputCall(headers);
        foreach (var size in _requestSizes)
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(size) });
        }
        await call.RequestStream.CompleteAsync();
        Assert.Equal(74922, (await call).AggregatedPayloadSize);
    }

    private async Task ServerStreamingAsync()
    {
        using var call = _client.StreamingOutputCall(new StreamingOutputCallRequest { ResponseParameters = { _responseSizes.Select(Parameters) } });
        var sizes = new List<int>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            sizes.Add(response.Payload.Body.Length);
        }
        Assert.Equal(_responseSizes, sizes);
    }

    private async Task PingPongAsync()
    {
        using var call = _client.FullDuplexCall();
        for (var turn = 0; turn < _requestSizes.Length; turn++)
        {
            await call.RequestStream.WriteAsync(Ping(_requestSizes[turn], _responseSizes[turn]));
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(_responseSizes[turn], call.ResponseStream.Current.Payload.Body.Length);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    private async Task EmptyStreamAsync()
    {
        using var call = _client.FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private async Task CustomMetadataAsync()
    {
        var headers = new Metadata { { "x-grpc-test-echo-initial", "test_initial_metadata_value" }, { "x-grpc-test-echo-trailing-bin", [0xab, 0xab, 0xab] } };
        using var unary = _client.UnaryCallAsync(new SimpleRequest { ResponseSize = 314159, Payload = Zeros(271828) }, headers);
        await unary;
        Echoed(await unary.ResponseHeadersAsync, unary.GetTrailers());

        using var duplex = _client.FullDuplexCall(headers);
        await duplex.RequestStream.WriteAsync(Ping(271828, 314159));
        await duplex.RequestStream.CompleteAsync();
        Assert.True(await duplex.ResponseStream.MoveNext());
        Assert.False(await duplex.ResponseStream.MoveNext());
        Echoed(await duplex.ResponseHeadersAsync, duplex.GetTrailers());
    }

    private static void Echoed(Metadata headers, Metadata trailers)
    {
        Assert.Equal("test_initial_metadata_value", headers.GetValue("x-grpc-test-echo-initial"));
        Assert.Equal([0xab, 0xab, 0xab], trailers.GetValueBytes("x-grpc-test-echo-trailing-bin"));
    }

    private async Task StatusAsync(string text)
    {
        var status = new EchoStatus { Code = (int)StatusCode.Unknown, Message = text };
        var unary = await FailsAsync(StatusCode.Unknown, () => _client.UnaryCallAsync(new SimpleRequest { ResponseStatus = status }).ResponseAsync);
        Assert.Equal(text, unary.Status.Detail);

        using var call = _client.FullDuplexCall();
        // The write fails too when the answer overtakes it.
        var duplex = await FailsAsync(StatusCode.Unknown, async () =>
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = status });
            await call.ResponseStream.MoveNext();
        });
        Assert.Equal(text, duplex.Status.Detail);
    }

    private async Task CancelAfterBeginAsync()
    {
        using var cancel = new CancellationTokenSource();
        using var call = _client.StreamingInputCall(cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    private async Task CancelAfterFirstResponseAsync()
    {
        using var cancel = new CancellationTokenSource();
        using var call = _client.FullDuplexCall(cancellationToken: cancel.Token);
        await call.RequestStream.WriteAsync(Ping(27182, 31415));
        Assert.True(await call.ResponseStream.MoveNext());
        await cancel.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseStream.MoveNext());
    }

    private async Task TimeoutAsync()
    {
        using var call = _client.FullDuplexCall(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(1));
        await FailsAsync(StatusCode.DeadlineExceeded, () => call.ResponseStream.MoveNext());
    }

    private static async Task<RpcException> FailsAsync(StatusCode code, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, failure.StatusCode);
        return failure;
    }

    private static StreamingOutputCallRequest Ping(int size, int answer) => new() { Payload = Zeros(size), ResponseParameters = { Parameters(answer) } };
    private static ResponseParameters Parameters(int size) => new() { Size = size };
    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };
}
