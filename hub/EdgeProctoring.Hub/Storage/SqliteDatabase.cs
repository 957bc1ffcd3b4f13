using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.Hub.Storage;

/// <summary>SQLite in one file: write-ahead log, and every commit is on the disk before it counts.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;

    /// <summary>
    /// Up to here every index is compared with its table at the start (46 MB/s on a busy machine); of a larger file only the
    /// structure is checked (270 MB/s), so that the hub is back in seconds. Both were measured; see decision 30.
    /// </summary>
    private const long WholeCheckBytes = 64 * 1024 * 1024;

    private readonly string _connection;
    private readonly string _file;

    public SqliteDatabase(string file)
    {
        _file = file;
        SystemSqlite.Require();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, ForeignKeys = true }.ToString();
    }

    public string Engine => "sqlite";

    public async Task<DbConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancel);
        await using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";
        await settings.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    public Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public string Adapt(string migration) => migration;

    public bool IsTransient(Exception error) => error is SqliteException { SqliteErrorCode: Busy or Locked or Full };

    public async Task<string?> FindDamageAsync(CancellationToken cancel)
    {
        try
        {
            await using var session = await this.ReadAsync(cancel);
            var isSmall = !File.Exists(_file) || new FileInfo(_file).Length <= WholeCheckBytes;
            var answer = await session.FindAsync(isSmall ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", row => row.GetString(0), cancel);
            return answer == "ok" ? null : answer;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            return damaged.Message;
        }
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_connection));
        return ValueTask.CompletedTask;
    }
}
