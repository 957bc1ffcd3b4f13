namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Other people's clients against our server.</summary>
public sealed class PeerClientTests
{
    private static readonly string[] _cases =
    [
        "empty_unary", "large_unary", "client_compressed_unary", "server_compressed_unary", "client_streaming", "client_compressed_streaming",
        "server_streaming", "ping_pong", "empty_stream", "custom_metadata", "status_code_and_message", "special_status_message",
        "unimplemented_method", "unimplemented_service", "cancel_after_begin", "cancel_after_first_response", "timeout_on_sleeping_server",
        "kazakh_error_with_trailers", "handler_failure_is_unknown", "request_over_the_limit", "upload_of_16_MiB", "upload_refused_midway",
        "watch_of_1000_parts",
    ];

    [Theory, InlineData("gzip"), InlineData(null)]
    public async Task Grpc_js_and_our_server_agree_on_every_case(string? packing)
    {
        var script = GrpcPeers.Js("client.js");
        await using var server = await LabServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = packing);
        Judge(await GrpcPeers.RunAsync(Peer.Require("node"), [script, server.Authority]));
    }

    [Theory, InlineData("gzip"), InlineData(null)]
    public async Task Python_and_our_server_agree_on_every_case(string? packing)
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = packing);
        var (program, arguments) = await GrpcPeers.PythonAsync("client.py", server.Authority);
        Judge(await GrpcPeers.RunAsync(program, arguments));
    }

    private static void Judge(IReadOnlyDictionary<string, string> results)
    {
        Assert.All(results.Values, result => Assert.Equal("PASS", result));
        Assert.Equal(_cases.Order(), results.Keys.Order());
    }
}
