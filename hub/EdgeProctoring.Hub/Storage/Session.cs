using System.Data;
using System.Data.Common;

namespace EdgeProctoring.Hub.Storage;

/// <summary>
/// Plain SQL on one connection. Statements are prepared once and used again as long as the session lives. Values are texts,
/// whole numbers of 64 bits, bytes or null: both engines store them alike.
/// </summary>
internal sealed class Session(DbConnection connection, DbTransaction? transaction) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>The transaction that what follows belongs to.</summary>
    public DbTransaction? Transaction { get; set; } = transaction;

    /// <summary>How many rows were written.</summary>
    public async Task<int> DoAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] values) =>
        await Command(sql, values).ExecuteNonQueryAsync(cancel);

    public async Task<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] values)
    {
        var rows = new List<T>();
        await using var reader = await Command(sql, values).ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    /// <summary>The first row, or the type's default where there is none.</summary>
    public async Task<T?> FindAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object? Value)[] values)
    {
        await using var reader = await Command(sql, values).ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? read(reader) : default;
    }

    public async Task<long> NumberAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] values) =>
        Convert.ToInt64(await Command(sql, values).ExecuteScalarAsync(cancel) is { } number and not DBNull ? number : 0, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }
        await connection.DisposeAsync();
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
            _commands[sql] = command;
        }
        command.Transaction = Transaction;
        for (var at = 0; at < values.Length; at++)
        {
            Set(command.Parameters[at], values[at].Value);
        }
        return command;
    }

    private static void Set(DbParameter parameter, object? value)
    {
        if (value is null)
        {
            // No type: the column's own counts. PostgreSQL would take a text's null for a number amiss.
            parameter.ResetDbType();
            parameter.Value = DBNull.Value;
            return;
        }
        parameter.DbType = value switch { long or int or bool => DbType.Int64, byte[] => DbType.Binary, _ => DbType.String };
        parameter.Value = value switch
        {
            int number => (long)number,
            bool flag => flag ? 1L : 0L,
            _ => value,
        };
    }
}

internal static class ReaderExtensions
{
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static long? Number(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static byte[] Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);
}
