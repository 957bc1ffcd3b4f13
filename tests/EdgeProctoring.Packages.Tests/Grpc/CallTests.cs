using System.Diagnostics;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using Grpc.Core;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Deadlines, cancellation, limits, metadata and errors of ordinary calls.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var watch = Stopwatch.StartNew();
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel)
            .AskAsync(new Question { Behaviour = Behaviour.Sleep }, deadline: In(TimeSpan.FromMilliseconds(300))).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, status.StatusCode);
        Assert.InRange(watch.ElapsedMilliseconds, 250, 3_000);
        await server.Log.WaitForAsync("woken");
    }

    [Fact]
    public async Task The_server_keeps_the_deadline_of_a_client_that_does_not()
    {
        await using var server = await LabServer.StartAsync();
        using var client = RawGrpc.Client(server.Address);
        var response = await client.SendAsync(RawGrpc.Request("/edgeproctoring.tests.v1.Lab/Ask",
            RawGrpc.Frame(new Question { Behaviour = Behaviour.Sleep }.ToByteArray()), request => request.Headers.Add("grpc-timeout", "200m"))).WaitAsync(Limit);

        Assert.Equal((StatusCode.DeadlineExceeded, true), (RawGrpc.Code(response), RawGrpc.Detail(response).Contains("Lab/Ask", StringComparison.Ordinal)));
        await server.Log.WaitForAsync("woken");
    }

    [Fact]
    public async Task A_deadline_that_has_passed_ends_the_call_before_it_begins()
    {
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort.Next()}");
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question(), deadline: In(TimeSpan.FromSeconds(-1))).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, status.StatusCode);
    }

    [Fact]
    public async Task Cancelling_a_call_wakes_the_service()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        using var cancel = new CancellationTokenSource();
        var call = new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Sleep }, cancellationToken: cancel.Token);
        await server.Log.WaitForAsync("sleeping");
        await cancel.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await FailureAsync(() => call.ResponseAsync)).StatusCode);
        await server.Log.WaitForAsync("woken");
    }

    [Fact]
    public async Task Disposing_the_channel_ends_its_calls_and_takes_no_more()
    {
        await using var server = await LabServer.StartAsync();
        var channel = server.Connect();
        var client = new Lab.Lab.LabClient(channel);
        var call = client.AskAsync(new Question { Behaviour = Behaviour.Sleep });
        await server.Log.WaitForAsync("sleeping");
        channel.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await FailureAsync(() => call.ResponseAsync)).StatusCode);
        Assert.Throws<ObjectDisposedException>(() => { _ = client.AskAsync(new Question()); });
    }

    [Fact]
    public async Task A_refusal_brings_its_text_and_its_trailers()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Refuse }).ResponseAsync);

        Assert.Equal((StatusCode.FailedPrecondition, LabService.Refusal), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal("not-enrolled", failure.Trailers.GetValue("why"));
        Assert.Equal([0, 255, 7], failure.Trailers.GetValueBytes("why-bin"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_failing_service_tells_its_exception_only_when_allowed(bool allowed)
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.EnableDetailedErrors = allowed);
        using var channel = server.Connect();
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question { Behaviour = Behaviour.Throw }).ResponseAsync);

        Assert.Equal(StatusCode.Unknown, status.StatusCode);
        Assert.Equal(allowed, status.Detail.Contains("inner workings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_over_a_limit_is_refused_by_each_of_the_four_who_can()
    {
        await using var server = await LabServer.StartAsync(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (1_000_000, 5_500_000));
        using var plain = server.Connect();
        using var strict = server.Connect(options => (options.MaxSendMessageSize, options.MaxReceiveMessageSize) = (1000, null));
        await using var mute = await LabServer.StartAsync(grpc => grpc.MaxSendMessageSize = 1000);
        using var toMute = mute.Connect();
        var large = new Question { Padding = ByteString.CopyFrom(new byte[2_000_000]) };
        var wantsLarge = new Question { Behaviour = Behaviour.AnswerLarge };

        var statuses = new[]
        {
            await FailureAsync(() => new Lab.Lab.LabClient(plain).AskAsync(large).ResponseAsync),
            await FailureAsync(() => new Lab.Lab.LabClient(plain).AskAsync(wantsLarge).ResponseAsync),
            await FailureAsync(() => new Lab.Lab.LabClient(strict).AskAsync(large).ResponseAsync),
            await FailureAsync(() => new Lab.Lab.LabClient(toMute).AskAsync(wantsLarge).ResponseAsync),
        };
        Assert.All(statuses, status => Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode));
        Assert.All(statuses, status => Assert.Contains("/edgeproctoring.tests.v1.Lab/Ask", status.Detail));
        Assert.Equal(5_000_000, (await new Lab.Lab.LabClient(strict).AskAsync(wantsLarge)).Text.Length);
    }

    [Fact]
    public async Task A_single_request_over_kestrels_own_limit_is_refused_as_too_large()
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.MaxReceiveMessageSize = null);
        using var channel = server.Connect();
        var huge = new Question { Padding = ByteString.CopyFrom(new byte[31_000_000]) };
        Assert.Equal(StatusCode.ResourceExhausted, (await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(huge).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task Headers_over_the_servers_limit_end_the_call_and_only_the_call()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var headers = new Metadata { { "x-large", new string('a', 100_000) } };

        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question(), headers).ResponseAsync);

        Assert.NotEqual(StatusCode.OK, status.StatusCode);
        Assert.NotEmpty(status.Detail);
        Assert.Equal("ping", await channel.AskAsync());
    }

    [Fact]
    public async Task Metadata_that_no_header_can_carry_is_refused_by_name()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var status = await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(new Question(), new Metadata { { "x-room", "бөлме" } }).ResponseAsync);
        Assert.Equal((StatusCode.Internal, true), (status.StatusCode, status.Detail.Contains("x-room", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_blocking_call_works_as_well()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        Assert.Equal("x", new Lab.Lab.LabClient(channel).Ask(new Question { Text = "x" }).Text);
        Assert.Throws<RpcException>(() => new Lab.Lab.LabClient(channel).Ask(new Question { Behaviour = Behaviour.Refuse }));
    }

    [Fact]
    public async Task Many_calls_at_once_do_not_mix_their_messages()
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = "gzip");
        using var channel = server.Connect();
        var texts = Enumerable.Range(0, 500).Select(number => new string((char)('a' + number % 26), number * 7)).ToArray();
        Assert.Equal(texts, await Task.WhenAll(texts.Select(text => channel.AskAsync(text))));
    }
}
