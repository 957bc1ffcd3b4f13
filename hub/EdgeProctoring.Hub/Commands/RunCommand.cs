using System.CommandLine;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>run</c>: the hub itself, until it is asked to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Description = "The hub's configuration file (JSON). hub/SETTINGS.md explains it.", Required = true };
        config.AcceptExistingOnly();
        var command = new Command("run", "Runs the hub.") { config };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo config, CancellationToken cancel)
    {
        try
        {
            await using var app = HubHost.Build(config.FullName);
            await StorageServices.PrepareAsync(app.Services.GetRequiredService<IDatabase>(), app.Services.GetRequiredService<TimeProvider>(), cancel);
            await app.RunAsync(cancel);
            return Verbs.Done;
        }
        catch (Exception e) when (Complaints(e) is { Count: > 0 } complaints)
        {
            foreach (var complaint in complaints)
            {
                await Console.Error.WriteLineAsync($"{config.Name}: {complaint}");
            }
            return Verbs.BadInput;
        }
    }

    /// <summary>All that is wrong with the configuration or the data; empty where the trouble is another.</summary>
    private static IReadOnlyList<string> Complaints(Exception e) => e switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) => [.. all.InnerExceptions.SelectMany(Complaints)],
        StorageException storage => [storage.Message],
        InvalidDataException { InnerException: System.Text.Json.JsonException json } => [json.Message],
        _ => [],
    };
}
