using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Looks after running sittings: brings their minutes up to date, and stops the clock of those of which nothing was heard for too
/// long, until a person lets the student go on.
/// </summary>
internal sealed partial class RemoteWatch(RemoteDesk desk, RemoteSteps steps, RemoteWall wall, RecordingAssembly recordings, PieceSweep sweep, Ledger ledger,
    IDatabase database, IOptions<RemoteOptions> options, TimeProvider time,
    ILogger<RemoteWatch> log) : BackgroundService
{
    /// <summary>A hub that was off for so long still finds what to delete.</summary>
    private static readonly TimeSpan _sweepWithin = TimeSpan.FromDays(30);

    private const string HubName = "hub";
    private static readonly Person _hub = new(HubName, HubName);

    private readonly DateTimeOffset _since = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await ledger.Ready.WaitAsync(stopping);
        using var clock = new PeriodicTimer(options.Value.AccountEvery, time);
        while (await clock.WaitForNextTickAsync(stopping))
        {
            try
            {
                await LookAsync(stopping);
            }
            catch (Exception e) when (database.IsTransient(e))
            {
                Log.Failed(log, e); // The next look finds the same.
            }
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var session = await database.ReadAsync(cancel);
        foreach (var sitting in await RemoteStore.RecentAsync(session, now, options.Value.LateFor + _sweepWithin, cancel))
        {
            if (now > sitting.EndsAt(now) + options.Value.LateFor)
            {
                await sweep.SweepAsync(sitting, cancel);
                continue;
            }
            wall.Show(sitting, desk.Life(sitting.Id).Heard, now);
            if (sitting.Started is not null)
            {
                await ledger.EnqueueAsync(new AccountChunks(sitting), cancel);
            }
            if (sitting.IsRunning(now))
            {
                await EndAsync(sitting, now, cancel);
            }
            else if (sitting.StateAt(now) == RemoteState.Ended && sitting.Started is not null)
            {
                await recordings.AssembleAsync(sitting, cancel);
            }
        }
    }

    private async Task EndAsync(RemoteSitting sitting, DateTimeOffset now, CancellationToken cancel)
    {
        // After its own start the hub has heard nobody: that is no silence yet.
        var heard = desk.Life(sitting.Id).Heard is { } last && last > _since ? last : _since;
        switch (sitting.StateAt(now))
        {
            case RemoteState.Running when now - heard > options.Value.IdleEnd:
                await steps.TakeAsync(sitting, StepKind.Pause, _hub, FormattableString.Invariant($"nothing was heard for {options.Value.IdleEnd.TotalMinutes:0.#} min"), cancel);
                break;
            // Nobody came back and nobody let them: the schedule's end stands, whatever the pause would have moved it to.
            case RemoteState.Paused when now >= sitting.Life.Plan.To + sitting.Life.Extra && sitting.Steps is [.., { Kind: StepKind.Pause, By: HubName }]:
                await steps.TakeAsync(sitting, StepKind.End, _hub, "the time is over", cancel);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Remote sittings could not be looked after; will try again.")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
