using EdgeProctoring.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What became of a piece of evidence.</summary>
internal enum EvidenceState
{
    Waiting = 0,
    /// <summary>The hub holds it.</summary>
    Held = 1,
    /// <summary>It cannot be sent, and why is noted.</summary>
    Dead = 2,
}

/// <summary>Reads the spool beside its writer. One object a thread.</summary>
internal sealed class SpoolReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _items;
    private readonly SqliteCommand _waiting;

    public SpoolReader(string file)
    {
        _connection = SpoolDatabase.Open(file);
        _items = SpoolDatabase.Prepare(_connection, "SELECT seq, bytes FROM items WHERE boot = @boot AND seq BETWEEN @from AND @to ORDER BY seq LIMIT @most", "@boot", "@from", "@to", "@most");
        _waiting = SpoolDatabase.Prepare(_connection, """
            SELECT id, exam, room, seat, camera, media_type, size, sha256, from_us, to_us FROM evidence WHERE state = 0
            ORDER BY media_type LIKE 'image/%' DESC, from_us DESC LIMIT @most
            """, "@most");
    }

    /// <summary>The lives that still have items, oldest first.</summary>
    public IReadOnlyList<(long Number, string Boot)> Boots()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT n, boot FROM boots WHERE EXISTS (SELECT 1 FROM items WHERE items.boot = boots.n) ORDER BY n";
        using var rows = command.ExecuteReader();
        var boots = new List<(long, string)>();
        while (rows.Read())
        {
            boots.Add((rows.GetInt64(0), rows.GetString(1)));
        }
        return boots;
    }

    /// <summary>Number of the newest life, this one, and of its last item.</summary>
    public (long Boot, long Seq) Last() => (SpoolDatabase.Number(_connection, "SELECT MAX(n) FROM boots"),
        SpoolDatabase.Number(_connection, "SELECT MAX(seq) FROM items WHERE boot = (SELECT MAX(n) FROM boots)"));

    /// <summary>Items from one number to another as far as they still lie here, within these bytes.</summary>
    public IReadOnlyList<SpooledItem> Items(long boot, long from, long to, int mostBytes)
    {
        _items.Set(boot, from, to, Limits.BatchItems);
        using var rows = _items.ExecuteReader();
        var items = new List<SpooledItem>();
        while (rows.Read())
        {
            var item = new SpooledItem(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
            mostBytes -= item.Bytes.Length;
            if (mostBytes < 0 && items.Count > 0)
            {
                break;
            }
            items.Add(item);
        }
        return items;
    }

    /// <summary>What was still going on when an earlier life ended.</summary>
    public IReadOnlyList<byte[]> GoingOn()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT bytes FROM going_on ORDER BY id";
        using var rows = command.ExecuteReader();
        var items = new List<byte[]>();
        while (rows.Read())
        {
            items.Add(rows.GetFieldValue<byte[]>(0));
        }
        return items;
    }

    /// <summary>Evidence that waits for its upload: pictures before clips, the newest first.</summary>
    public IReadOnlyList<StoredEvidence> Waiting(int most)
    {
        _waiting.Set(most);
        using var rows = _waiting.ExecuteReader();
        var waiting = new List<StoredEvidence>();
        while (rows.Read())
        {
            waiting.Add(new StoredEvidence
            {
                Id = rows.GetString(0),
                Subject = new Subject { Exam = Named(rows.GetString(1)), Room = Named(rows.GetString(2)), Seat = Named(rows.GetString(3)) },
                Camera = rows.GetString(4),
                MediaType = rows.GetString(5),
                Size = rows.GetInt64(6),
                Sha256 = rows.GetString(7),
                From = WireTime.FromMicroseconds(rows.GetInt64(8)),
                To = WireTime.FromMicroseconds(rows.GetInt64(9)),
            });
        }
        return waiting;
    }

    /// <summary>Evidence that the hub holds, oldest first, with the time since when.</summary>
    public IReadOnlyList<(string Id, long Size, DateTimeOffset HeldSince)> Held()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, size, done_us FROM evidence WHERE state = 1 ORDER BY done_us";
        using var rows = command.ExecuteReader();
        var held = new List<(string, long, DateTimeOffset)>();
        while (rows.Read())
        {
            held.Add((rows.GetString(0), rows.GetInt64(1), WireTime.FromMicroseconds(rows.GetInt64(2))));
        }
        return held;
    }

    public long ItemCount() => SpoolDatabase.Number(_connection, "SELECT COUNT(*) FROM items");

    public long WaitingEvidenceBytes() => SpoolDatabase.Number(_connection, "SELECT SUM(size) FROM evidence WHERE state = 0");

    public long EvidenceBytes(string mediaType)
    {
        using var sum = SpoolDatabase.Prepare(_connection, "SELECT COALESCE(SUM(size), 0) FROM evidence WHERE media_type = @type", "@type");
        sum.Set(mediaType);
        return (long)sum.ExecuteScalar()!;
    }

    public long EvidenceBytes() => SpoolDatabase.Number(_connection, "SELECT SUM(size) FROM evidence");

    /// <summary>Items and evidence that the hub refused for good, newest first.</summary>
    public IReadOnlyList<string> Dead(int most)
    {
        using var command = SpoolDatabase.Prepare(_connection, """
            SELECT 'item ' || seq || ' of ' || boot || ': ' || reason, at_us FROM dead
            UNION ALL SELECT 'evidence ' || id || ': ' || fault, done_us FROM evidence WHERE state = 2 ORDER BY 2 DESC LIMIT @most
            """, "@most");
        command.Set(most);
        using var rows = command.ExecuteReader();
        var dead = new List<string>();
        while (rows.Read())
        {
            dead.Add(rows.GetString(0));
        }
        return dead;
    }

    public void Dispose()
    {
        _items.Dispose();
        _waiting.Dispose();
        _connection.Dispose();
    }

    private static string? Named(string text) => text.Length > 0 ? text : null;
}
