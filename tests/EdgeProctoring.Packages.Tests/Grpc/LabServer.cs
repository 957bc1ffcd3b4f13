using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>A real server on loopback with both test services.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LabServer(WebApplication app, LabLog log) => (_app, Log) = (app, log);

    public string Address => _app.Urls.Single();
    public string Authority => new Uri(Address).Authority;
    public LabLog Log { get; }

    public static async Task<LabServer> StartAsync(Action<GrpcServiceOptions>? grpc = null, int port = 0,
        Action<ListenOptions>? listen = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var log = new LabLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listen?.Invoke(options);
        }));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton(log);
        builder.Services.AddGrpc(options => grpc?.Invoke(options));
        configure?.Invoke(builder);
        var app = builder.Build();
        if (map is null)
        {
            app.MapGrpcService<InteropService>();
            app.MapGrpcService<LabService>();
        }
        else
        {
            map(app);
        }
        await app.StartAsync();
        return new LabServer(app, log);
    }

    public GrpcChannel Connect(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
