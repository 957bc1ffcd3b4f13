using System.CommandLine;
using System.Security.Cryptography;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>export</c>: an exam's whole record as one zip. May be run beside a running hub.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Description = "The hub's configuration file.", Required = true };
        config.AcceptExistingOnly();
        var exam = new Option<string>("--exam") { Description = "Id of the exam.", Required = true };
        var output = new Option<string>("--output") { Description = "The zip to write; never an existing one.", Required = true };
        var command = new Command("export", "Writes an exam's record (what was seen, concluded, decided, and the evidence) as a zip that 'verify' can check anywhere. The export itself goes into the audit trail.")
        {
            config, exam, output,
        };
        command.SetAction((parsed, cancel) => ExportAsync(parsed.GetValue(config)!, parsed.GetValue(exam)!, parsed.GetValue(output)!, cancel));
        return command;
    }

    private static async Task<int> ExportAsync(FileInfo config, string exam, string output, CancellationToken cancel)
    {
        try
        {
            await using var app = HubHost.Build(config.FullName);
            using var key = ECDsa.Create();
            key.ImportFromPem(await File.ReadAllTextAsync(app.Services.GetRequiredService<HubFiles>().Resolve(app.Services.GetRequiredService<IOptions<SigningOptions>>().Value.ConfigurationKey), cancel));
            var export = new ExamExport(app.Services.GetRequiredService<IDatabase>(), app.Services.GetRequiredService<IBlobStore>(), key, TimeProvider.System);
            await using var file = new FileStream(output, FileMode.CreateNew);
            if (await export.WriteAsync(exam, file, $"cli:{Environment.UserName}", cancel) is { } entries)
            {
                Console.WriteLine($"wrote {output}: {entries} entries");
                return Verbs.Done;
            }
            await Console.Error.WriteLineAsync($"There is no exam '{exam}'.");
        }
        catch (Exception e) when (e is OptionsValidationException or StorageException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Verbs.BadInput;
        }
        File.Delete(output);
        return Verbs.BadInput;
    }
}
