using System.Net;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using Grpc.Core;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>What a broken or hostile client sends gets one clear error each, and the server goes on.</summary>
public sealed class MalformedRequestTests
{
    private const string Ask = "/edgeproctoring.tests.v1.Lab/Ask";
    private static readonly byte[] _question = new Question { Text = "x" }.ToByteArray();

    public static TheoryData<string, StatusCode, string> Requests => new()
    {
        { "flag", StatusCode.Internal, "flag is 7" },
        { "cut header", StatusCode.Internal, "middle of a message" },
        { "cut message", StatusCode.Internal, "middle of a message" },
        { "nothing", StatusCode.Internal, "no message" },
        { "two messages", StatusCode.Internal, "after its only message" },
        { "no protobuf", StatusCode.Internal, "cannot be parsed" },
        { "4 GB promised", StatusCode.ResourceExhausted, "4294967295 bytes" },
        { "packed without saying so", StatusCode.Internal, "compressed" },
        { "packed by an unknown method", StatusCode.Unimplemented, "'brotli'" },
        { "no gzip", StatusCode.Internal, "no gzip" },
        { "gzip bomb", StatusCode.ResourceExhausted, "MaxReceiveMessageSize" },
        { "timeout", StatusCode.Internal, "grpc-timeout" },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task A_malformed_request_is_refused_by_what_is_wrong(string what, StatusCode code, string says)
    {
        await using var server = await LabServer.StartAsync();
        using var client = RawGrpc.Client(server.Address);
        using var response = await client.SendAsync(Make(what)).WaitAsync(Limit);

        Assert.Equal((code, true), (RawGrpc.Code(response), RawGrpc.Detail(response).Contains(says, StringComparison.Ordinal)));
        Assert.Contains(Ask, RawGrpc.Detail(response), StringComparison.Ordinal);
        using var channel = server.Connect();
        Assert.Equal("ping", await channel.AskAsync());
    }

    [Fact]
    public async Task Binary_metadata_that_is_no_base64_is_refused_by_name()
    {
        await using var server = await LabServer.StartAsync();
        using var client = RawGrpc.Client(server.Address);
        using var response = await client.SendAsync(RawGrpc.Request("/grpc.testing.TestService/UnaryCall", RawGrpc.Frame([]),
            request => request.Headers.TryAddWithoutValidation("x-grpc-test-echo-trailing-bin", "!!!")));
        Assert.Equal((StatusCode.Internal, true), (RawGrpc.Code(response), RawGrpc.Detail(response).Contains("trailing-bin", StringComparison.Ordinal)));
    }

    [Theory, InlineData("text/plain"), InlineData("application/grpcx"), InlineData("application/json")]
    public async Task A_wrong_content_type_is_refused_in_http_and_in_grpc(string contentType)
    {
        await using var server = await LabServer.StartAsync();
        using var client = RawGrpc.Client(server.Address);
        using var response = await client.SendAsync(RawGrpc.Request(Ask, RawGrpc.Frame(_question), request =>
        {
            request.Content!.Headers.Remove("content-type");
            request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        }));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, StatusCode.Internal), (response.StatusCode, RawGrpc.Code(response)));
        Assert.Contains(contentType, RawGrpc.Detail(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_1_is_refused_with_a_hint()
    {
        await using var server = await LabServer.StartAsync(listen: options => options.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var client = RawGrpc.Client(server.Address);
        using var response = await client.SendAsync(RawGrpc.Request(Ask, RawGrpc.Frame(_question), request =>
            (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact)));
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Contains("HTTP/2", RawGrpc.Detail(response), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Make(string what) => what switch
    {
        "flag" => Request(RawGrpc.Frame(_question, flag: 7)),
        "cut header" => Request([0, 0, 0]),
        "cut message" => Request(RawGrpc.Frame(_question, length: 100)),
        "nothing" => Request([]),
        "two messages" => Request([.. RawGrpc.Frame(_question), .. RawGrpc.Frame(_question)]),
        "no protobuf" => Request(RawGrpc.Frame([0xff, 0xff, 0xff])),
        "4 GB promised" => Request(RawGrpc.Frame(_question, length: uint.MaxValue)),
        "packed without saying so" => Request(RawGrpc.Frame(RawGrpc.Gzip(_question), flag: 1)),
        "packed by an unknown method" => Request(RawGrpc.Frame(_question, flag: 1), encoding: "brotli"),
        "no gzip" => Request(RawGrpc.Frame(_question, flag: 1), encoding: "gzip"),
        "gzip bomb" => Request(RawGrpc.Frame(RawGrpc.Gzip(new byte[200_000_000]), flag: 1), encoding: "gzip"),
        "timeout" => RawGrpc.Request(Ask, RawGrpc.Frame(_question), request => request.Headers.TryAddWithoutValidation("grpc-timeout", "soon")),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static HttpRequestMessage Request(byte[] body, string? encoding = null) => RawGrpc.Request(Ask, body, request =>
    {
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        }
    });
}
