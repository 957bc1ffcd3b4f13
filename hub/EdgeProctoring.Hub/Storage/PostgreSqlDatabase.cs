using System.Data.Common;
using Npgsql;

namespace EdgeProctoring.Hub.Storage;

/// <summary>PostgreSQL, where a campus has outgrown one file. Writers take turns, as on SQLite: one transaction at a time.</summary>
internal sealed class PostgreSqlDatabase : IDatabase
{
    /// <summary>Any number that nobody else's advisory lock uses in this database.</summary>
    private const long WritersTurn = 0x4550_4C45_4447_4552;

    /// <summary>The bit of pg_trigger.tgtype for UPDATE.</summary>
    private const long OnUpdate = 16;

    private readonly NpgsqlDataSource _source;
    private readonly string? _owner;
    private readonly string? _role;

    /// <summary>With an owner, the tables are the owner's, and the hub's own role may only do what it has to.</summary>
    public PostgreSqlDatabase(string connection, string? owner = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        (_source, _owner, _role) = (NpgsqlDataSource.Create(settings), owner, settings.Username);
        if (owner is not null && new NpgsqlConnectionStringBuilder(owner).Username == _role)
        {
            throw new StorageException("Storage:PostgreSqlOwner and Storage:PostgreSql are the same role. The owner of the tables must be another one than the hub's own.");
        }
    }

    public string Engine => "postgresql";

    public async Task<DbConnection> OpenAsync(CancellationToken cancel) => await _source.OpenConnectionAsync(cancel);

    public async Task<DbConnection> OpenAsOwnerAsync(CancellationToken cancel)
    {
        if (_owner is null)
        {
            return await OpenAsync(cancel);
        }
        var connection = new NpgsqlConnection(_owner);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public async Task ProtectAsync(CancellationToken cancel)
    {
        if (_owner is null)
        {
            return;
        }
        await using var session = new Session(await OpenAsOwnerAsync(cancel), null);
        // The triggers say what is append-only; a role that lacks the right cannot switch them off either.
        var closed = await session.ListAsync("""
            SELECT quote_ident(c.relname), t.tgtype::int8 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE p.proname = 'refuse_change' AND NOT t.tgisinternal
            """, row => (Table: row.GetString(0), Type: row.GetInt64(1)), cancel);
        var role = await session.FindAsync("SELECT quote_ident(@role)", row => row.GetString(0), cancel, ("@role", _role));
        var rights = $"""
            GRANT USAGE ON SCHEMA public TO {role}; REVOKE CREATE ON SCHEMA public FROM {role}; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}; REVOKE INSERT, UPDATE, DELETE ON migrations FROM {role};
            """;
        var revoked = closed.Select(one => $"REVOKE {((one.Type & OnUpdate) != 0 ? "UPDATE, DELETE" : "DELETE")} ON {one.Table} FROM {role};");
        // One statement list is one transaction: there is no moment in which the role may do more.
        await session.DoAsync(rights + string.Concat(revoked), cancel);
    }

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
