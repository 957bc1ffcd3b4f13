using System.CommandLine;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>breach-report</c>: what somebody could have seen or taken in a stretch of time, and whom it concerns.</summary>
internal static class BreachReportCommand
{
    private static readonly (string Title, string Actions)[] _parts =
    [
        ("Recordings that were opened", "action IN ('evidence.viewed', 'live.opened')"),
        ("Records that were exported", "action = 'exam.exported'"),
        ("Accounts and passwords that were changed", "action LIKE 'people.%' OR action LIKE 'password.%'"),
        ("Sign-ins that were refused", "action = 'sign-in.refused'"),
        ("Nodes that came or went", "action LIKE 'node.%' AND action NOT IN ('node.away', 'node.back')"),
        ("Recordings that were deleted", "action = 'evidence.deleted'"),
    ];

    public static Command Create()
    {
        var config = new Option<FileInfo>("--config") { Description = "The hub's configuration file.", Required = true };
        config.AcceptExistingOnly();
        var from = new Option<DateTimeOffset>("--from") { Description = "Begin, with its offset: 2026-12-18T09:00:00+05:00.", Required = true };
        var to = new Option<DateTimeOffset>("--to") { Description = "End.", Required = true };
        var command = new Command("breach-report", "Lists, for a report to the authorities, what was opened, exported, changed and refused in a stretch of time, by whom, and how many examinees it concerns.") { config, from, to };
        command.SetAction((parsed, cancel) => ReportAsync(parsed.GetValue(config)!, parsed.GetValue(from), parsed.GetValue(to), cancel));
        return command;
    }

    private static async Task<int> ReportAsync(FileInfo config, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        try
        {
            await using var app = HubHost.Build(config.FullName);
            await using var session = await app.Services.GetRequiredService<IDatabase>().ReadAsync(cancel);
            (string, object?)[] window = [("@from", WireTime.ToMicroseconds(from)), ("@to", WireTime.ToMicroseconds(to))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Breach report, {JsonTime.Text(from.ToUniversalTime())} to {JsonTime.Text(to.ToUniversalTime())}"));
            foreach (var (title, actions) in _parts)
            {
                var lines = await session.ListAsync($"SELECT who, action, COALESCE(exam, ''), COUNT(*), MIN(at_us), MAX(at_us) FROM audit WHERE at_us >= @from AND at_us < @to AND ({actions}) GROUP BY who, action, COALESCE(exam, '') ORDER BY 1, 2, 3",
                    row => $"  {row.GetString(0)}  {row.GetString(1)}  {row.GetString(2)}  {row.GetInt64(3)} times  {JsonTime.Text(WireTime.FromMicroseconds(row.GetInt64(4)))} to {JsonTime.Text(WireTime.FromMicroseconds(row.GetInt64(5)))}", cancel, window);
                Console.WriteLine($"{title}: {(lines.Count == 0 ? "none" : "")}");
                lines.ForEach(Console.WriteLine);
            }
            var people = await session.NumberAsync("""
                SELECT COUNT(DISTINCT s.person) FROM sittings s WHERE s.exam IN
                    (SELECT a.exam FROM audit a WHERE a.at_us >= @from AND a.at_us < @to AND a.action IN ('evidence.viewed', 'exam.exported') AND a.exam IS NOT NULL)
                """, cancel, window);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Examinees whom opened or exported records concern: {people}"));
            return Verbs.Done;
        }
        catch (Exception e) when (e is StorageException or IOException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Verbs.BadInput;
        }
    }
}
