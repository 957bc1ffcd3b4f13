using System.CommandLine;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>setup</c>: rooms, nodes, exams and accounts from a campus file. May be run again, also beside a running hub.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Description = "The hub's configuration file.", Required = true };
        config.AcceptExistingOnly();
        var campus = new Option<FileInfo>("--campus") { Description = "The campus file (YAML): rooms, nodes, exams, users. hub/SETTINGS.md shows one.", Required = true };
        campus.AcceptExistingOnly();
        var command = new Command("setup", "Takes rooms, nodes, exams and users from a campus file; prints the passwords of new users once. All errors of the file are listed, and nothing is taken while there is one.")
        {
            config, campus,
        };
        command.SetAction((parsed, cancel) => SetUpAsync(parsed.GetValue(config)!, parsed.GetValue(campus)!, cancel));
        return command;
    }

    private static async Task<int> SetUpAsync(FileInfo config, FileInfo campusFile, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var file = new CampusFile(campusFile.FullName, time.GetUtcNow());
        var campus = file.Read();
        foreach (var error in file.Errors)
        {
            await Console.Error.WriteLineAsync($"{campusFile.Name}: {error}");
        }
        if (campus is null)
        {
            return Verbs.BadInput;
        }
        try
        {
            await using var app = HubHost.Build(config.FullName);
            var database = app.Services.GetRequiredService<IDatabase>();
            await StorageServices.PrepareAsync(database, time, cancel);
            foreach (var account in await new CampusWriter(database, time).WriteAsync(campus, cancel))
            {
                Console.WriteLine($"account {account.Login} ({string.Join(", ", account.Roles)}){(account.Password is null ? "" : $" password {account.Password}")}");
            }
            Console.WriteLine($"{campus.Rooms.Count} rooms, {campus.Nodes.Count} nodes, {campus.Exams.Count} exams, {campus.Users.Count} users");
            return Verbs.Done;
        }
        catch (Exception e) when (e is OptionsValidationException or StorageException)
        {
            await Console.Error.WriteLineAsync($"{config.Name}: {e.Message}");
            return Verbs.BadInput;
        }
    }
}
