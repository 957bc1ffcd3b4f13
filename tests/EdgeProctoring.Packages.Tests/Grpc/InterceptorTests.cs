using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Interceptors on both sides, options for one service, conventions on a mapped service.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public async Task Server_interceptors_run_in_order_for_all_kinds_of_call()
    {
        await using var server = await LabServer.StartAsync(grpc =>
        {
            grpc.Interceptors.Add<Logging>("first");
            grpc.Interceptors.Add<Logging>("second");
        }, configure: builder => builder.Services.AddGrpc().AddServiceOptions<LabService>(one => one.Interceptors.Add<Logging>("third")));
        using var channel = server.Connect();

        await channel.AskAsync();
        foreach (var name in new[] { "first", "second", "third", "~third", "~second", "~first" })
        {
            Assert.Equal($"{name} /edgeproctoring.tests.v1.Lab/Ask", await server.Log.WaitForAsync(""));
        }
        foreach (var name in new[] { "client_streaming", "server_streaming", "ping_pong" })
        {
            await new InteropCases(channel).RunAsync(name).WaitAsync(Limit);
            Assert.StartsWith("first /grpc.testing.TestService/", await server.Log.WaitForAsync("first"));
        }
    }

    [Fact]
    public async Task A_registered_interceptor_is_shared_and_an_unregistered_one_is_disposed_with_the_call()
    {
        var shared = new Counting();
        await using var server = await LabServer.StartAsync(grpc =>
        {
            grpc.Interceptors.Add<Counting>();
            grpc.Interceptors.Add<Disposed>();
        }, configure: builder => builder.Services.AddSingleton(shared));
        using var channel = server.Connect();
        await channel.AskAsync();
        await channel.AskAsync();

        Assert.Equal(2, shared.Calls);
        await server.Log.WaitForAsync("disposed");
        await server.Log.WaitForAsync("disposed");
    }

    [Fact]
    public async Task Client_interceptors_see_a_call_in_the_order_in_which_they_are_named()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var log = new LabLog();
        var invoker = channel.Intercept(new Logging("first", log), new Logging("second", log));
        await invoker.AskAsync();
        Assert.StartsWith("first", await log.WaitForAsync(""));
        Assert.StartsWith("second", await log.WaitForAsync(""));
    }

    [Fact]
    public async Task A_client_can_add_headers_to_every_call()
    {
        await using var server = await LabServer.StartAsync();
        using var channel = server.Connect();
        var client = new TestService.TestServiceClient(channel.Intercept(headers =>
        {
            headers.Add("x-grpc-test-echo-initial", "added");
            return headers;
        }));
        using var call = client.UnaryCallAsync(new SimpleRequest());
        Assert.Equal("added", (await call.ResponseHeadersAsync).GetValue("x-grpc-test-echo-initial"));
    }

    [Fact]
    public async Task Options_for_one_service_leave_the_other_services_alone()
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.MaxReceiveMessageSize = 50_000, configure: builder =>
            builder.Services.AddGrpc().AddServiceOptions<InteropService>(one => one.MaxReceiveMessageSize *= 20));
        using var channel = server.Connect();
        await new InteropCases(channel).RunAsync("large_unary");
        var large = new Question { Padding = Google.Protobuf.ByteString.CopyFrom(new byte[60_000]) };
        Assert.Equal(StatusCode.ResourceExhausted, (await FailureAsync(() => new Lab.Lab.LabClient(channel).AskAsync(large).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_mapped_service_takes_conventions_such_as_authorization()
    {
        await using var server = await LabServer.StartAsync(
            configure: builder =>
            {
                builder.Services.AddAuthentication("None").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("None", null);
                builder.Services.AddAuthorization();
            },
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGrpcService<InteropService>();
                app.MapGrpcService<LabService>().RequireAuthorization();
            });
        using var channel = server.Connect();
        Assert.Equal(StatusCode.Unauthenticated, (await FailureAsync(() => channel.AskAsync())).StatusCode);
        await new InteropCases(channel).RunAsync("empty_unary");
    }

    [Fact]
    public async Task A_context_made_by_a_test_brings_its_http_context_along()
    {
        await using var server = await LabServer.StartAsync();
        var context = new FakeContext();
        Assert.Throws<InvalidOperationException>(() => context.GetHttpContext());
        var http = new DefaultHttpContext();
        context.UserState["__HttpContext"] = http;
        Assert.Same(http, context.GetHttpContext());
    }

    private sealed class Logging(string name, LabLog log) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add(name);
            return continuation(request, context);
        }

        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method}");
            var response = await continuation(request, context);
            log.Add($"~{name} {context.Method}");
            return response;
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method}");
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method}");
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method}");
            return continuation(requestStream, responseStream, context);
        }
    }

    private sealed class Counting : Interceptor
    {
        private int _calls;
        public int Calls => _calls;

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Interlocked.Increment(ref _calls);
            return continuation(request, context);
        }
    }

    private sealed class Disposed(LabLog log) : Interceptor, IDisposable
    {
        public void Dispose() => log.Add("disposed");
    }
}
