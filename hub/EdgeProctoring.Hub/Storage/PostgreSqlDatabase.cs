using System.Data.Common;
using Npgsql;

namespace EdgeProctoring.Hub.Storage;

/// <summary>PostgreSQL, where a campus has outgrown one file. Writers take turns, as on SQLite: one transaction at a time.</summary>
internal sealed class PostgreSqlDatabase : IDatabase
{
    /// <summary>Any number that nobody else's advisory lock uses in this database.</summary>
    private const long WritersTurn = 0x4550_4C45_4447_4552;

    private readonly NpgsqlDataSource _source;

    public PostgreSqlDatabase(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        _source = NpgsqlDataSource.Create(settings);
    }

    public string Engine => "postgresql";

    public async Task<DbConnection> OpenAsync(CancellationToken cancel) => await _source.OpenConnectionAsync(cancel);

    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        await using var turn = connection.CreateCommand();
        turn.CommandText = $"SELECT pg_advisory_xact_lock({WritersTurn})";
        turn.Transaction = transaction;
        await turn.ExecuteNonQueryAsync(cancel);
        return transaction;
    }

    public string Adapt(string migration) => migration.Replace(" BLOB", " BYTEA", StringComparison.Ordinal);

    public bool IsTransient(Exception error) => error switch
    {
        // Shutting down, out of connections, out of disk: it comes back, or somebody makes room.
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("53", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException broken => broken.IsTransient || broken.InnerException is IOException or System.Net.Sockets.SocketException,
        _ => error is System.Net.Sockets.SocketException or TimeoutException,
    };

    /// <summary>The server checks its own pages.</summary>
    public Task<string?> FindDamageAsync(CancellationToken cancel) => Task.FromResult<string?>(null);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
