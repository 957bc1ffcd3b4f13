using System.ComponentModel.DataAnnotations;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

internal static class RemoteServices
{
    public static void AddRemoteExams(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RemoteOptions>().BindConfiguration(RemoteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<PartnerOptions>().Configure<IConfiguration>((options, configuration) => configuration.GetSection(PartnerOptions.Section).Bind(options.All))
            .Validate(options => options.All.All(partner => Validator.TryValidateObject(partner, new ValidationContext(partner), null, true)),
                "Each of Partners needs Id (small letters, digits, dashes), Name, Issuer and Keys (a JWKS file).").ValidateOnStart();
        builder.Services.AddSingleton<Launching>();
        builder.Services.AddSingleton<RemoteDesk>().AddSingleton<RemoteSteps>().AddSingleton<RemoteMeter>().AddSingleton<RemoteWall>().AddSingleton<PictureQueue>().AddSingleton<RemoteParts>();
        builder.Services.AddSingleton(services => new ChunkStore(Folder(services, "pieces"), services.GetRequiredService<IBlobStore>(), services.GetRequiredService<IIngestLog>(),
            services.GetRequiredService<PictureQueue>(), services.GetRequiredService<MicrophoneListener>(), services.GetRequiredService<RemoteMeter>()));
        builder.Services.AddSingleton<RemoteTalk>().AddSingleton<PieceSweep>();
        builder.Services.AddSingleton(services => new RecordingAssembly(Folder(services, "recordings"), services.GetRequiredService<IBlobStore>(), services.GetRequiredService<IDatabase>(),
            services.GetRequiredService<Ledger>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<MicrophoneListener>().AddHostedService(services => services.GetRequiredService<MicrophoneListener>()).AddHostedService<PictureLooker>().AddHostedService<RemoteWatch>();
    }

    public static void MapRemoteExams(this IEndpointRouteBuilder routes)
    {
        routes.MapLaunch();
        routes.MapExamPages();
        routes.MapExamSteps();
        routes.MapChunks();
        routes.MapGuidance();
        routes.MapTalk();
        routes.MapAftermath();
    }

    // Beside the blobs, so that taking a piece over is a rename. What a cut-off life left here was never answered for.
    private static string Folder(IServiceProvider services, string name)
    {
        var folder = Path.Combine(services.GetRequiredService<HubFiles>().Resolve(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder), "evidence", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        return Directory.CreateDirectory(folder).FullName;
    }
}
