using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>What a broken server or a proxy answers gets one clear error each, which names the method and the server.</summary>
public sealed class MalformedResponseTests
{
    private static readonly byte[] _answer = new Answer { Text = "x" }.ToByteArray();

    public static TheoryData<string, StatusCode, string> Responses => new()
    {
        { "flag", StatusCode.Internal, "flag is 7" },
        { "cut message", StatusCode.Internal, "middle of a message" },
        { "4 GB promised", StatusCode.ResourceExhausted, "4294967295 bytes" },
        { "gzip bomb", StatusCode.ResourceExhausted, "MaxReceiveMessageSize" },
        { "no gzip", StatusCode.Internal, "no gzip" },
        { "no protobuf", StatusCode.Internal, "cannot be parsed" },
        { "two messages", StatusCode.Internal, "more than the one" },
        { "nothing", StatusCode.Internal, "without the response" },
        { "no status", StatusCode.Cancelled, "without a gRPC status" },
        { "status 99", StatusCode.Unknown, "" },
        { "web page", StatusCode.Cancelled, "text/html" },
        { "http 401", StatusCode.Unauthenticated, "HTTP 401" },
        { "http 403", StatusCode.PermissionDenied, "HTTP 403" },
        { "http 404", StatusCode.Unimplemented, "HTTP 404" },
        { "http 503", StatusCode.Unavailable, "HTTP 503" },
        { "http 500", StatusCode.Unknown, "HTTP 500" },
        { "reset 8", StatusCode.Cancelled, "broken off" },
        { "reset 0", StatusCode.Unavailable, "broken off" },
        { "reset 7", StatusCode.Unavailable, "broken off" },
        { "reset 11", StatusCode.ResourceExhausted, "broken off" },
        { "reset 2", StatusCode.Internal, "broken off" },
    };

    [Theory, MemberData(nameof(Responses))]
    public async Task A_malformed_response_is_reported_by_what_is_wrong(string what, StatusCode code, string says)
    {
        await using var server = await LabServer.StartAsync(map: app => app.MapPost("/{service}/{method}", http => AnswerAsync(http, what)));
        using var channel = server.Connect();
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question()).ResponseAsync);

        Assert.Equal((code, true), (status.StatusCode, status.Detail.Contains(says, StringComparison.Ordinal)));
        Assert.True(what == "status 99" || status.Detail.Contains("/edgeproctoring.tests.v1.Lab/Ask at " + server.Authority, StringComparison.Ordinal), status.Detail);
    }

    [Fact]
    public async Task A_server_that_speaks_only_http_1_is_reported()
    {
        await using var server = await LabServer.StartAsync(listen: options => options.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var channel = server.Connect();
        var status = await FailureAsync(() => channel.AskAsync());
        Assert.NotEqual(StatusCode.OK, status.StatusCode);
        Assert.Contains(server.Authority, status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_server_is_named()
    {
        var port = FreePort.Next();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var status = await FailureAsync(() => channel.AskAsync());
        Assert.Equal(StatusCode.Unavailable, status.StatusCode);
        Assert.Contains($"127.0.0.1:{port}", status.Detail, StringComparison.Ordinal);
        Assert.NotNull(status.DebugException);
    }

    private static async Task AnswerAsync(HttpContext http, string what)
    {
        http.Response.ContentType = what == "web page" ? "text/html" : "application/grpc";
        if (what.StartsWith("http ", StringComparison.Ordinal))
        {
            http.Response.StatusCode = int.Parse(what.AsSpan(5), null);
            return;
        }
        if (what.StartsWith("reset ", StringComparison.Ordinal))
        {
            http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResetFeature>()!.Reset(int.Parse(what.AsSpan(6), null));
            return;
        }
        if (what is "gzip bomb" or "no gzip")
        {
            http.Response.Headers["grpc-encoding"] = "gzip";
        }
        await http.Response.Body.WriteAsync(what switch
        {
            "flag" => RawGrpc.Frame(_answer, flag: 7),
            "cut message" => RawGrpc.Frame(_answer, length: 100),
            "4 GB promised" => RawGrpc.Frame(_answer, length: uint.MaxValue),
            "gzip bomb" => RawGrpc.Frame(RawGrpc.Gzip(new byte[100_000_000]), flag: 1),
            "no gzip" => RawGrpc.Frame(_answer, flag: 1),
            "no protobuf" => RawGrpc.Frame([0xff, 0xff, 0xff]),
            "two messages" => [.. RawGrpc.Frame(_answer), .. RawGrpc.Frame(_answer)],
            "nothing" => [],
            _ => RawGrpc.Frame(_answer),
        });
        await http.Response.Body.FlushAsync();
        if (what != "no status")
        {
            http.Response.AppendTrailer("grpc-status", what == "status 99" ? "99" : "0");
        }
    }
}
