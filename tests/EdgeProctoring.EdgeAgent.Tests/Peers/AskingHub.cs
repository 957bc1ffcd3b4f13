using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A hub's Live and Replay services: what the test asks goes down, what the node answers is kept.</summary>
internal sealed class AskingHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AskingHub(WebApplication app, Asked asked) => (_app, Asked) = (app, asked);

    public string Address => _app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
    public Asked Asked { get; }

    public static async Task<AskingHub> StartAsync(TestCa ca)
    {
        var asked = new Asked();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = ca.Issue("hub").Certificate;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == ca.Root.Subject;
            });
        }));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(500));
        builder.Services.AddSingleton(asked);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<LiveService>();
        app.MapGrpcService<ReplayService>();
        await app.StartAsync();
        return new AskingHub(app, asked);
    }

    public async ValueTask DisposeAsync()
    {
        Asked.Live.Writer.TryComplete();
        Asked.Replay.Writer.TryComplete();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class LiveService(Asked asked) : V1.Live.LiveBase
    {
        public override Task Serve(IAsyncStreamReader<V1.LiveFrame> requestStream, IServerStreamWriter<V1.LiveRequest> responseStream, ServerCallContext context) =>
            Talk.BothWaysAsync(requestStream, responseStream, asked.Live, asked.Frames, context.CancellationToken);
    }

    private sealed class ReplayService(Asked asked) : V1.Replay.ReplayBase
    {
        public override Task Serve(IAsyncStreamReader<V1.ReplayAnswer> requestStream, IServerStreamWriter<V1.ReplayRequest> responseStream, ServerCallContext context) =>
            Talk.BothWaysAsync(requestStream, responseStream, asked.Replay, asked.Answers, context.CancellationToken);
    }
}

/// <summary>What is asked of the node and what it answered.</summary>
internal sealed class Asked
{
    public Channel<V1.LiveRequest> Live { get; } = Channel.CreateUnbounded<V1.LiveRequest>();
    public Channel<V1.LiveFrame> Frames { get; } = Channel.CreateUnbounded<V1.LiveFrame>();
    public Channel<V1.ReplayRequest> Replay { get; } = Channel.CreateUnbounded<V1.ReplayRequest>();
    public Channel<V1.ReplayAnswer> Answers { get; } = Channel.CreateUnbounded<V1.ReplayAnswer>();
}

/// <summary>Passes a call's two directions on to channels.</summary>
internal static class Talk
{
    public static async Task BothWaysAsync<TIn, TOut>(IAsyncStreamReader<TIn> from, IServerStreamWriter<TOut> to, Channel<TOut> down, Channel<TIn> up, CancellationToken cancel)
    {
        var reading = Task.Run(async () =>
        {
            await foreach (var message in from.ReadAllAsync(cancel))
            {
                up.Writer.TryWrite(message);
            }
        }, cancel);
        await foreach (var message in down.Reader.ReadAllAsync(cancel))
        {
            await to.WriteAsync(message, cancel);
        }
        await reading;
    }
}
