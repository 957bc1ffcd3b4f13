using System.Threading.Channels;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>What people do with sittings is seen on the wall at once: who is paused, away, finished, warned.</summary>
internal sealed partial class WallSteps : BackgroundService
{
    private const int MostWaiting = 256;

    private readonly Channel<string> _exams = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly IDatabase _database;
    private readonly WallRooms _rooms;
    private readonly ILogger<WallSteps> _log;

    public WallSteps(SittingDesk steps, WallRooms rooms, IDatabase database, ILogger<WallSteps> log)
    {
        (_rooms, _database, _log) = (rooms, database, log);
        steps.Taken += step => _exams.Writer.TryWrite(step.Exam);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await foreach (var exam in _exams.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await using var session = await _database.ReadAsync(stopping);
                await _rooms.ShowExamAsync(session, exam, stopping);
            }
            catch (Exception e) when (_database.IsTransient(e))
            {
                Log.Failed(_log, e); // The next step shows it as well.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A step could not be shown on the wall.")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
