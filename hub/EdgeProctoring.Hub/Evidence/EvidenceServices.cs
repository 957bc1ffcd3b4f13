using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Evidence;

internal static class EvidenceServices
{
    public static void AddEvidence(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = 1024 * 1024);
        builder.Services.AddSingleton<IBlobStore>(services => new DiskBlobs(Folder(services, "blobs")));
        builder.Services.AddSingleton<EvidenceNews>().AddSingleton<BlobGates>();
        builder.Services.AddSingleton(services => new EvidenceUploads(Folder(services, "uploads"), services.GetRequiredService<IBlobStore>(),
            services.GetRequiredService<IDatabase>(), services.GetRequiredService<Ledger>(), services.GetRequiredService<BlobGates>(), services.GetRequiredService<EvidenceNews>()));
    }

    // Uploads and blobs are neighbours on one file system: taking a piece over is a rename.
    private static string Folder(IServiceProvider services, string name) => Directory.CreateDirectory(Path.Combine(
        services.GetRequiredService<HubFiles>().Resolve(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder), "evidence", name)).FullName;
}
