using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.SpotChecks;

internal static class SpotCheckServices
{
    public static void AddSpotChecks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SpotCheckDesk>().AddSingleton<VisitBook>();
        builder.Services.AddSingleton(services =>
        {
            var folder = Path.Combine(services.GetRequiredService<HubFiles>().Resolve(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder), "visits");
            Directory.CreateDirectory(folder);
            return new VisitPictures(folder, services.GetRequiredService<IBlobStore>(), services.GetRequiredService<Ledger>());
        });
    }
}
