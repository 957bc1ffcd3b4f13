using EdgeProctoring.Hub.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Storage;

internal static class StorageServices
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => Open(services.GetRequiredService<IOptions<StorageOptions>>().Value, services.GetRequiredService<HubFiles>()));
    }

    /// <summary>The database that the options name.</summary>
    public static IDatabase Open(StorageOptions options, HubFiles files) => options.PostgreSql is { Length: > 0 } connection
        ? new PostgreSqlDatabase(connection, options.PostgreSqlOwner)
        : new SqliteDatabase(Path.Combine(files.Resolve(options.Folder), "hub.db"));

    /// <summary>Refuses a damaged database, and brings a sound one forward.</summary>
    public static async Task PrepareAsync(IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (await database.FindDamageAsync(cancel) is { } damage)
        {
            throw new StorageException($"The database is damaged ({damage}). Stop the hub, keep the damaged files, put the last backup in their place, and start again: nodes send what the backup lacks.");
        }
        await Migrator.RunAsync(database, time, cancel);
    }
}
