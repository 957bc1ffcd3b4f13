using System.CommandLine;
using System.Security.Cryptography;
using EdgeProctoring.Hub.Audit;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>verify</c>: checks an export offline. 0 = whole, 1 = something was changed (the first is named), 2 = cannot be checked.</summary>
internal static class VerifyCommand
{
    private const int Tampered = 1;

    public static Command Create()
    {
        var export = new Argument<FileInfo>("export") { Description = "The zip that 'export' wrote." };
        export.AcceptExistingOnly();
        var key = new Option<FileInfo>("--key") { Description = "The hub's public key (configuration.pub), from a source that you trust: not from beside the export.", Required = true };
        key.AcceptExistingOnly();
        var heads = new Option<FileInfo>("--heads") { Description = "The file of published heads: the record must run through each of them." };
        heads.AcceptExistingOnly();
        var exam = new Option<string>("--exam") { Description = "Id of the exam, for --heads." };
        var command = new Command("verify", "Checks an export without the hub and names the first bad entry. Exit code: 0 whole, 1 tampered, 2 cannot be checked.") { export, key, heads, exam };
        command.Validators.Add(result =>
        {
            if (result.GetResult(heads) is not null && result.GetResult(exam) is null)
            {
                result.AddError("--heads needs --exam: the file holds the heads of all exams.");
            }
        });
        command.SetAction((parsed, cancel) => VerifyAsync(parsed.GetValue(export)!, parsed.GetValue(key)!, parsed.GetValue(heads), parsed.GetValue(exam), cancel));
        return command;
    }

    private static async Task<int> VerifyAsync(FileInfo export, FileInfo keyFile, FileInfo? heads, string? exam, CancellationToken cancel)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(await File.ReadAllTextAsync(keyFile.FullName, cancel));
            await using var stream = export.OpenRead();
            var verifier = new ExportVerifier(key) { Published = heads is null ? new Dictionary<long, string>() : PublishedHeads.Read(heads.FullName, exam!) };
            if (await verifier.FindFaultAsync(stream, cancel) is { } fault)
            {
                Console.WriteLine($"{export.Name}: TAMPERED: {fault}");
                return Tampered;
            }
            Console.WriteLine($"{export.Name}: whole");
            return Verbs.Done;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or CryptographicException or ArgumentException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{export.Name}: cannot be checked: {e.Message}");
            return Verbs.BadInput;
        }
    }
}
