using EdgeProctoring.Hub.Hosting;

namespace EdgeProctoring.Hub.Nodes;

internal static class NodeServices
{
    public static void AddNodes(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate<HubFiles>((options, files) => HubHost.FilesExist(files, options.ConfigurationKey), "Signing:ConfigurationKey must name a file that exists; 'edgeproctoring-hub ca init' writes it.");
        builder.Services.AddSingleton<NodeBoard>().AddSingleton<NodeConfigurations>();
    }
}
