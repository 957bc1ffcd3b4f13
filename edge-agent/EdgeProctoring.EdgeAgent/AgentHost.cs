namespace EdgeProctoring.EdgeAgent;

/// <summary>Puts the node together: spool first, since nothing may be seen that cannot be kept; then cameras, then the lines.</summary>
internal sealed partial class AgentHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly NodeIdentity _node;
    private readonly ILogger _log;

    private AgentHost(IHost host, NodeIdentity node, ILogger log) => (_host, _node, _log) = (host, node, log);

    public static async Task<AgentHost> StartAsync(AgentSettings settings, PanelBoard? panel, TimeProvider time, CancellationToken cancel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        var node = NodeIdentity.Load(settings, time);
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(node).AddSingleton(new NodeClock(time, (node.Certificate.NotBefore, node.Certificate.NotAfter))).AddSingleton(new NodeModels(settings.Models, settings.Profile));
        services.AddSingleton(new EvidenceFolder(Path.Combine(settings.Data, "evidence")));
        services.AddSingleton(provider => new Spool(settings.Data, node, settings.SpoolMegabytes * 1_000_000L, provider.GetRequiredService<NodeClock>(), provider.GetRequiredService<ILogger<Spool>>()));
        services.AddSingleton<ItemMaker>().AddSingleton<EvidenceKeeper>().AddSingleton<CameraBoard>().AddSingleton<FrameSources>().AddSingleton<ConfigurationDesk>();
        services.AddSingleton<CameraParts>().AddSingleton<Cameras>().AddSingleton<HealthReader>().AddSingleton<NodeStory>().AddSingleton<BatchSender>();
        services.AddSingleton<CommandDesk>().AddSingleton<Broker>().AddSingleton<UplinkParts>().AddSingleton<UploaderParts>();
        services.AddHostedService(provider => provider.GetRequiredService<Cameras>()).AddHostedService(provider => provider.GetRequiredService<CommandDesk>());
        services.AddHostedService<ClockWatch>().AddHostedService<LifeSign>().AddHostedService<UplinkWorker>().AddHostedService<EvidenceUploader>().AddHostedService<LiveServer>().AddHostedService<ReplayServer>();
        services.AddSingleton<Revocation>().AddSingleton<CertificateRenewal>().AddHostedService(provider => provider.GetRequiredService<CertificateRenewal>());
        services.AddSingleton<LineGauge>().AddSingleton<NodeCondition>().AddSingleton<PanelDesk>();
        if (panel is not null)
        {
            panel.Show(PanelColour.White);
            services.AddSingleton(panel).AddSingleton<PanelRecord>().AddHostedService<PanelWorker>();
        }
        var host = builder.Build();
        var log = host.Services.GetRequiredService<ILogger<AgentHost>>();
        var spool = host.Services.GetRequiredService<Spool>();
        var ended = await Leftovers.EndAsync(spool, node, host.Services.GetRequiredService<NodeClock>(), cancel);
        var models = host.Services.GetRequiredService<NodeModels>().Read();
        Log.Starting(log, node.Node, node.Boot, string.Join(", ", models.Select(model => model.Name)), models.Any(model => model.Demo) ? " (demo model)" : "", ended);
        await host.StartAsync(cancel);
        return new AgentHost(host, node, log);
    }

    /// <summary>It ended by itself and is to be started anew at once.</summary>
    public bool WantsRestart => _host.Services.GetRequiredService<CertificateRenewal>().WantsRestart || _host.Services.GetRequiredService<Revocation>().IsObeyed;

    /// <summary>It ended by itself and is to be claimed anew: somebody asked for it at the panel.</summary>
    public bool WantsReclaim => _host.Services.GetRequiredService<PanelDesk>().WantsReclaim;

    /// <summary>Over when the node is told to stop. False when a part of it broke: then it has to be started anew.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancel)
    {
        await _host.WaitForShutdownAsync(cancel);
        var broken = _host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Where(worker => worker.ExecuteTask is { IsFaulted: true }).ToList();
        broken.ForEach(worker => Log.Broke(_log, worker.ExecuteTask!.Exception!, worker.GetType().Name));
        return broken.Count == 0;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        _node.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Node {Node} starts as {Boot}, model {Model}{Demo}; {Ended} sightings of an earlier life were ended.")]
        public static partial void Starting(ILogger logger, string node, string boot, string model, string demo, int ended);

        [LoggerMessage(2, LogLevel.Critical, "{Part} broke; the node has to be started anew.")]
        public static partial void Broke(ILogger logger, Exception e, string part);
    }
}
