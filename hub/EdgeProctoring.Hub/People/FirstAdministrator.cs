using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>Where nobody can manage people yet, the hub says at its start by which link the first administrator makes the account.</summary>
internal sealed partial class FirstAdministrator(IDatabase database, Ledger ledger, PasswordLinks links, IOptions<WebOptions> web, ILogger<FirstAdministrator> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await ledger.Ready.WaitAsync(stopping);
        await using var session = await database.ReadAsync(stopping);
        if (!await UserStore.HasAdministratorAsync(session, null, stopping))
        {
            Log.Link(log, $"{web.Value.BaseAddress}{await links.MakeAsync(null, "hub", stopping)}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "There is no administrator yet. Whoever opens this link first becomes it; it serves once and not for long: {Link}")]
        public static partial void Link(ILogger logger, string link);
    }
}
