using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Grpc.Core;
using Grpc.Net.Client;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>A server that stops, is killed, or comes back.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stream_whose_service_watches_the_stop_ends_with_unavailable()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var watch = new Lab.Lab.LabClient(channel).Watch(new WatchRequest { Count = 1, UntilStopped = true });
        Assert.True(await watch.ResponseStream.MoveNext());
        var stopping = server.StopAsync();

        var status = await FailureAsync(() => watch.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unavailable, "The server is stopping."), (status.StatusCode, status.Detail));
        await stopping;
    }

    [Fact]
    public async Task A_call_whose_service_ignores_the_stop_ends_with_unavailable_too()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var upload = new Lab.Lab.LabClient(channel).Upload();
        await upload.RequestStream.WriteAsync(new Part());
        await server.Log.WaitForAsync("part");
        await server.StopAsync();

        var status = await FailureAsync(() => upload.ResponseAsync);
        Assert.True(status.StatusCode == StatusCode.Unavailable, $"{status} {status.DebugException}");
        Assert.StartsWith("broke", await server.Log.WaitForAsync("broke", "complete"));
    }

    [Fact]
    public async Task A_call_that_waits_for_readiness_survives_a_restart()
    {
        var port = FreePort.Next();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", Quick());
        var client = new Lab.Lab.LabClient(channel);
        var patient = new CallOptions().WithWaitForReady();
        var before = client.AskAsync(new Question { Text = "before" }, patient);
        Assert.Equal(StatusCode.Unavailable, (await FailureAsync(() => channel.AskAsync())).StatusCode);

        await using (await LabServer.StartAsync(port: port))
        {
            Assert.Equal("before", (await before.ResponseAsync.WaitAsync(Limit)).Text);
            Assert.Equal("between", await channel.AskAsync("between"));
        }
        Assert.Equal(StatusCode.Unavailable, (await FailureAsync(() => channel.AskAsync())).StatusCode);
        var during = client.AskAsync(new Question { Text = "during" }, patient);
        using var upload = client.Upload(patient);
        var written = upload.RequestStream.WriteAsync(new Part());
        await using var again = await LabServer.StartAsync(port: port);

        Assert.Equal("during", (await during.ResponseAsync.WaitAsync(Limit)).Text);
        await written.WaitAsync(Limit);
        await upload.RequestStream.CompleteAsync();
        Assert.Equal(1, (await upload.ResponseAsync.WaitAsync(Limit)).Parts);
    }

    [Fact]
    public async Task Waiting_for_readiness_ends_at_the_deadline_and_tells_what_it_waited_for()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort.Next()}", Quick());
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel)
            .AskAsync(new Question(), new CallOptions(deadline: In(TimeSpan.FromMilliseconds(400))).WithWaitForReady()).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, status.StatusCode);
        Assert.Contains("refused", status.Detail, StringComparison.Ordinal);
    }

    private static GrpcChannelOptions Quick() => new()
    {
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(100),
    };
}
