using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>One line between a student and staff.</summary>
public sealed record RemoteMessage(long Number, DateTimeOffset At, string By, string Name, string Kind, string Text);

internal enum SayResult
{
    Said = 1,
    /// <summary>Too many lines in a short time.</summary>
    TooMany,
}

/// <summary>What a student and staff write to each other. Only ever added.</summary>
internal static class MessageStore
{
    public static readonly IReadOnlyList<string> Kinds = ["message", "help", "trouble"];

    private const int MostShown = 50;
    private const int MostInAMinute = 10;
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    public static async Task<SayResult> AddAsync(LedgerEntry entry, RemoteSitting sitting, Person by, string kind, string text, CancellationToken cancel)
    {
        var since = WireTime.ToMicroseconds(entry.Now - _minute);
        if (await entry.Session.NumberAsync("SELECT COUNT(*) FROM remote_messages WHERE sitting = @sitting AND by_user = @by AND at_us > @since", cancel,
            ("@sitting", sitting.Id), ("@by", by.Id), ("@since", since)) >= MostInAMinute)
        {
            return SayResult.TooMany;
        }
        var number = await entry.Session.NumberAsync("SELECT MAX(number) FROM remote_messages WHERE sitting = @sitting", cancel, ("@sitting", sitting.Id)) + 1;
        await entry.Session.DoAsync("INSERT INTO remote_messages (sitting, number, at_us, by_user, by_name, kind, body) VALUES (@sitting, @number, @at, @by, @name, @kind, @text)", cancel,
            ("@sitting", sitting.Id), ("@number", number), ("@at", WireTime.ToMicroseconds(entry.Now)), ("@by", by.Id), ("@name", by.Name), ("@kind", kind), ("@text", text));
        await entry.AuditAsync(by.Who, $"remote.{kind}", sitting.Id, sitting.Exam, text, cancel);
        return SayResult.Said;
    }

    /// <summary>The last lines, oldest first.</summary>
    public static async Task<List<RemoteMessage>> ListAsync(Session session, string sitting, CancellationToken cancel)
    {
        var newest = await session.ListAsync($"SELECT number, at_us, by_user, by_name, kind, body FROM remote_messages WHERE sitting = @sitting ORDER BY number DESC LIMIT {MostShown}",
            row => new RemoteMessage(row.GetInt64(0), WireTime.FromMicroseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
            cancel, ("@sitting", sitting));
        newest.Reverse();
        return newest;
    }
}
