using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The spool's file and its tables. Times are microseconds of UTC, items are encoded as they will be sent.</summary>
internal static class SpoolDatabase
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS boots (n INTEGER PRIMARY KEY, boot TEXT NOT NULL UNIQUE, started_us INTEGER NOT NULL, alive_us INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS items (boot INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, at_us INTEGER NOT NULL, PRIMARY KEY (boot, seq)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS dead (boot TEXT NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, reason TEXT NOT NULL, at_us INTEGER NOT NULL, PRIMARY KEY (boot, seq));
        CREATE TABLE IF NOT EXISTS going_on (id TEXT PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS evidence (id TEXT PRIMARY KEY, exam TEXT NOT NULL, room TEXT NOT NULL, seat TEXT NOT NULL, camera TEXT NOT NULL,
          media_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL,
          state INTEGER NOT NULL, fault TEXT NOT NULL DEFAULT '', done_us INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX IF NOT EXISTS evidence_by_state ON evidence (state, from_us);
        """;

    /// <summary>Opens the file, ready to be written or read beside a writer.</summary>
    public static SqliteConnection Open(string file)
    {
        SqliteLibrary.Prepare();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 2000;");
        return connection;
    }

    public static void MakeTables(SqliteConnection connection) => Run(connection, Schema);

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
        return command;
    }

    /// <summary>Runs a prepared command with these values, in the order of its parameters.</summary>
    public static int Run(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Set(command, values);
        return command.ExecuteNonQuery();
    }

    public static void Set(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar() is { } value and not DBNull ? value : 0L, CultureInfo.InvariantCulture);
    }
}
