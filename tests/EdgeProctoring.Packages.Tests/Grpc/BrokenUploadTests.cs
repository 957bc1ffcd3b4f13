using System.Net.Sockets;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using Grpc.Core;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>An upload that breaks must never look like one that is complete.</summary>
public sealed class BrokenUploadTests
{
    [Fact]
    public async Task Kill_9_of_an_uploader_breaks_the_upload()
    {
        await using var server = await LabServer.StartAsync();
        var (python, arguments) = await GrpcPeers.PythonAsync("uploader.py", server.Authority);
        await using var uploader = ChildProcess.Start(python, arguments);
        await uploader.WaitForAsync("sent", Limit);
        await server.Log.WaitForAsync("part");
        await uploader.KillAsync();

        Assert.StartsWith("broke", await server.Log.WaitForAsync("broke", "complete"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_connection_that_ends_breaks_the_upload(bool abruptly)
    {
        await using var server = await LabServer.StartAsync();
        Socket? socket = null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var channel = server.Connect(options => options.HttpHandler = handler);
        using var upload = new Lab.Lab.LabClient(channel).Upload();
        await upload.RequestStream.WriteAsync(new Part { Data = ByteString.CopyFrom(new byte[1000]) });
        await server.Log.WaitForAsync("part");
        socket!.LingerState = new LingerOption(abruptly, 0);
        socket.Dispose();

        Assert.StartsWith("broke", await server.Log.WaitForAsync("broke", "complete"));
        Assert.NotEqual(StatusCode.OK, (await FailureAsync(() => upload.ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task Disposing_an_upload_before_it_is_complete_breaks_it()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var upload = new Lab.Lab.LabClient(channel).Upload();
        await upload.RequestStream.WriteAsync(new Part());
        await server.Log.WaitForAsync("part");
        upload.Dispose();

        Assert.StartsWith("broke", await server.Log.WaitForAsync("broke", "complete"));
    }

    [Fact]
    public async Task A_service_can_end_an_upload_that_stands_still()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var upload = new Lab.Lab.LabClient(channel).Upload();
        await upload.RequestStream.WriteAsync(new Part { Id = "stall" });

        var status = await FailureAsync(() => upload.ResponseAsync);
        Assert.Equal((StatusCode.Aborted, "The upload stands still."), (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task A_refused_upload_tells_why_to_reader_and_writer()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var upload = new Lab.Lab.LabClient(channel).Upload();
        var written = await FailureAsync(async () =>
        {
            await upload.RequestStream.WriteAsync(new Part { Id = "quit" });
            while (true)
            {
                await upload.RequestStream.WriteAsync(new Part { Data = ByteString.CopyFrom(new byte[65536]) });
            }
        });
        Assert.Equal((StatusCode.Aborted, "Quota."), (written.StatusCode, written.Detail));
        Assert.Equal(StatusCode.Aborted, (await FailureAsync(() => upload.ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task Two_writes_at_once_and_a_write_after_the_end_are_programming_errors()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var upload = new Lab.Lab.LabClient(channel).Upload();
        var first = upload.RequestStream.WriteAsync(new Part { Data = ByteString.CopyFrom(new byte[3_000_000]) });
        if (!first.IsCompleted)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => upload.RequestStream.WriteAsync(new Part()));
        }
        await first;
        await upload.RequestStream.CompleteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => upload.RequestStream.WriteAsync(new Part()));
        Assert.Equal(3_000_000, (await upload).Bytes);
    }
}
