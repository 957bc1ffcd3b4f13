using System.Data.Common;

namespace EdgeProctoring.Hub.Storage;

/// <summary>
/// The one seam between the hub and its database engine. The SQL is written once, in what both engines understand; all that
/// differs is here.
/// </summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>The engine, as in the names of its own migration files: <c>sqlite</c> or <c>postgresql</c>.</summary>
    string Engine { get; }

    /// <summary>An open connection; the caller disposes it.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancel);

    /// <summary>A connection that may change tables. Where an engine has roles, it is another one's than the hub's own.</summary>
    Task<DbConnection> OpenAsOwnerAsync(CancellationToken cancel) => OpenAsync(cancel);

    /// <summary>After the migrations: what is append-only is closed to the hub's own role as well.</summary>
    Task ProtectAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>A transaction that may write from its first statement on.</summary>
    Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>A migration's text in this engine's words.</summary>
    string Adapt(string migration);

    /// <summary>True where the same work may succeed when it is tried again (locked, restarting, full).</summary>
    bool IsTransient(Exception error);

    /// <summary>Null when the stored data is sound; otherwise what is damaged.</summary>
    Task<string?> FindDamageAsync(CancellationToken cancel);
}

internal static class DatabaseExtensions
{
    /// <summary>A session for reading.</summary>
    public static async Task<Session> ReadAsync(this IDatabase database, CancellationToken cancel) =>
        new(await database.OpenAsync(cancel), null);

    /// <summary>Does all of the work in one transaction, or nothing of it.</summary>
    public static async Task<T> WriteAsync<T>(this IDatabase database, Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await database.BeginAsync(connection, cancel);
        await using var session = new Session(connection, transaction);
        var result = await work(session);
        await transaction.CommitAsync(cancel);
        return result;
    }
}
