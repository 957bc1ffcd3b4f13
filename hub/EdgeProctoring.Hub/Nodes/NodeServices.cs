using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Hosting;

namespace EdgeProctoring.Hub.Nodes;

internal static class NodeServices
{
    public static void AddNodes(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate<HubFiles>((options, files) => HubHost.FilesExist(files, options.ConfigurationKey, options.IssuingCertificate ?? "", options.IssuingKey ?? "") && options.IssuingCertificate is null == options.IssuingKey is null, "Signing:ConfigurationKey (and IssuingCertificate with IssuingKey, where given) must name a file that exists; 'edgeproctoring-hub ca init' writes it.");
        builder.Services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section);
        builder.Services.AddSingleton<NodeBoard>().AddSingleton<NodeConfigurations>().AddSingleton<ConfigurationBoard>().AddSingleton<LiveNodes>().AddSingleton<NodeCalls>();
        builder.Services.AddSingleton<BrokerGate>().AddSingleton<IssuingAuthority>().AddSingleton<Enrolment>().AddSingleton<LiveRelay>().AddSingleton<ModelShelf>();
        builder.Services.AddHostedService<HeartbeatHistory>();
    }
}
