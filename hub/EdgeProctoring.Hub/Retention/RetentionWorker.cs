using System.ComponentModel.DataAnnotations;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Retention;

/// <summary>When recordings whose time is over are looked for. How long they are kept stands in each exam's rule pack.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>How often; default every hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Deletes the recordings of exams whose time is over, once an hour; first what a cut-off run left.</summary>
internal sealed partial class RetentionWorker(IDatabase database, Ledger ledger, PackShelf packs, Shredder shredder, IOptions<RetentionOptions> options, TimeProvider time,
    ILogger<RetentionWorker> log) : BackgroundService
{
    private const string By = "retention";

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await ledger.Ready.WaitAsync(stopping);
        using var clock = new PeriodicTimer(options.Value.Every, time);
        do
        {
            try
            {
                await shredder.RemoveAsync(stopping);
                foreach (var (exam, days) in await DueAsync(stopping))
                {
                    var deleted = await shredder.DeleteAsync(exam, By, $"kept for {days} days", stopping);
                    if (deleted > 0)
                    {
                        Log.Deleted(log, deleted, exam, days);
                    }
                }
            }
            catch (Exception e) when (database.IsTransient(e) || e is IOException)
            {
                Log.Failed(log, e); // The next run goes on.
            }
        }
        while (await clock.WaitForNextTickAsync(stopping));
    }

    /// <summary>Exams whose recordings' time is over and of which something is left.</summary>
    private async Task<List<(string Exam, int Days)>> DueAsync(CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var exams = await session.ListAsync("""
            SELECT e.id, e.pack, COALESCE((SELECT MAX(r.until_us) FROM exam_rooms r WHERE r.exam = e.id), e.to_us) FROM exams e
            WHERE EXISTS (SELECT 1 FROM evidence v LEFT JOIN tombstones t ON t.evidence = v.id WHERE v.exam = e.id AND t.evidence IS NULL) ORDER BY e.id
            """, row => (Id: row.GetString(0), Pack: row.GetString(1), End: WireTime.FromMicroseconds(row.GetInt64(2))), cancel);
        var due = new List<(string, int)>();
        foreach (var (id, pack, end) in exams)
        {
            var days = (await packs.FindAsync(session, pack, cancel)).Content.KeepDays.Value;
            if (end.AddDays(days) <= time.GetUtcNow())
            {
                due.Add((id, days));
            }
        }
        return due;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} recordings of {Exam} were deleted: they are kept for {Days} days.")]
        public static partial void Deleted(ILogger logger, int count, string exam, int days);

        [LoggerMessage(2, LogLevel.Warning, "Recordings could not be deleted; will go on.")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
