using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Tests.Storage;

/// <summary>What the hub relies on, on both engines.</summary>
public sealed class DatabaseContractTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-database-").FullName;

    public static TheoryData<string> Engines => ["sqlite", "postgresql"];

    [Theory, MemberData(nameof(Engines))]
    public async Task Goes_forward_once_and_refuses_a_newer_database(string engine)
    {
        await using var database = await OpenAsync(engine);
        var before = await CountAsync(database, "migrations");
        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        Assert.Equal(before, await CountAsync(database, "migrations"));
        await DoAsync(database, "INSERT INTO migrations (number, name, at_us) VALUES (9999, 'later', 0)");
        var refused = await Assert.ThrowsAsync<StorageException>(() => Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None));
        Assert.Contains("newer program", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Gives_back_what_it_was_given(string engine)
    {
        await using var database = await OpenAsync(engine);
        var key = Enumerable.Range(0, 256).Select(at => (byte)at).ToArray();
        await database.WriteAsync(session => session.DoAsync("INSERT INTO nodes (id, profile, recording, public_key, revoked) VALUES (@id, @profile, @recording, @key, @revoked)",
            CancellationToken.None, ("@id", "n-1"), ("@profile", "Әсел «Ұ»\n'"), ("@recording", ""), ("@key", key), ("@revoked", true)), CancellationToken.None);
        await database.WriteAsync(session => session.DoAsync("INSERT INTO verdicts (id, exam, sitting, room, incident, by_user, by_name, at_us, decision, seats, from_us) VALUES ('v', 'e', 's', @room, @incident, 'u', 'n', @at, 1, '[]', @from)",
            CancellationToken.None, ("@room", null), ("@incident", null), ("@at", long.MaxValue), ("@from", null)), CancellationToken.None);
        await using var session = await database.ReadAsync(CancellationToken.None);
        var node = await session.FindAsync("SELECT profile, recording, public_key, revoked FROM nodes", row => (row.GetString(0), row.GetString(1), row.Bytes(2), row.GetInt64(3)), CancellationToken.None);
        Assert.Equal(("Әсел «Ұ»\n'", "", 1), (node.Item1, node.Item2, node.Item4));
        Assert.Equal(key, node.Item3);
        var verdict = await session.FindAsync("SELECT room, at_us, from_us FROM verdicts", row => (row.Text(0), row.GetInt64(1), row.Number(2)), CancellationToken.None);
        Assert.Equal(((string?)null, long.MaxValue, (long?)null), verdict);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Takes_a_statement_again_with_and_without_values(string engine)
    {
        await using var database = await OpenAsync(engine);
        await database.WriteAsync(async session =>
        {
            for (var at = 0; at < 20; at++)
            {
                await session.DoAsync("INSERT INTO absences (observation, node, exam, room, from_us, to_us) VALUES (@id, 'n', 'e', 'r', @from, @to)", CancellationToken.None,
                    ("@id", $"{at}"), ("@from", at), ("@to", at % 2 == 0 ? null : (long)at));
            }
            return 0;
        }, CancellationToken.None);
        Assert.Equal(10, await CountAsync(database, "absences WHERE to_us IS NULL"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Does_all_or_nothing(string engine)
    {
        await using var database = await OpenAsync(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(async session =>
        {
            await session.DoAsync("INSERT INTO rooms (id, name) VALUES ('r', 'R')", CancellationToken.None);
            throw new InvalidOperationException("The middle.");
        }, CancellationToken.None));
        Assert.Equal(0, await CountAsync(database, "rooms"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lets_writers_take_turns(string engine)
    {
        await using var database = await OpenAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var at = 0; at < 10; at++)
            {
                await database.WriteAsync(async session =>
                {
                    var next = await session.NumberAsync("SELECT MAX(number) FROM audit", CancellationToken.None) + 1;
                    return await session.DoAsync("INSERT INTO audit (number, at_us, who, action, object, detail) VALUES (@number, 0, 'w', 'a', 'o', '')", CancellationToken.None, ("@number", next));
                }, CancellationToken.None);
            }
        })));
        Assert.Equal(80, await CountAsync(database, "audit"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Refuses_to_change_or_delete_what_happened(string engine)
    {
        await using var database = await OpenAsync(engine);
        await DoAsync(database, "INSERT INTO audit (number, at_us, who, action, object, detail) VALUES (1, 0, 'w', 'a', 'o', '')");
        foreach (var table in (string[])["batches", "items", "refusals", "coverage", "manifests", "incidents", "verdicts", "evidence", "audit", "gap_acceptances", "seals", "chain"])
        {
            // SQLite's triggers see rows; an empty table has none to lose.
            if (engine == "postgresql" || table == "audit")
            {
                var refused = await Assert.ThrowsAnyAsync<Exception>(() => DoAsync(database, $"DELETE FROM {table}"));
                Assert.Contains($"{table} is append-only", refused.Message, StringComparison.Ordinal);
            }
        }
        var changed = await Assert.ThrowsAnyAsync<Exception>(() => DoAsync(database, "UPDATE audit SET who = 'somebody'"));
        Assert.Contains("audit is append-only", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_hubs_own_role_no_way_to_change_what_happened()
    {
        var (own, owner) = await server.NewOwnedDatabaseAsync();
        await using var database = new PostgreSqlDatabase(own, owner);
        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        await DoAsync(database, "INSERT INTO audit (number, at_us, who, action, object, detail) VALUES (1, 0, 'w', 'a', 'o', '')");
        await DoAsync(database, "INSERT INTO rooms (id, name) VALUES ('r', 'r')");
        await DoAsync(database, "UPDATE rooms SET name = 'room'");
        await DoAsync(database, "DELETE FROM rooms");
        string[] tables = ["batches", "items", "refusals", "coverage", "manifests", "incidents", "verdicts", "evidence", "audit", "gap_acceptances", "seals", "chain", "steps", "tombstones"];
        string[] tries =
        [
            .. tables.Select(table => $"DELETE FROM {table}"), .. tables.Select(table => $"TRUNCATE {table}"), .. tables.Select(table => $"ALTER TABLE {table} DISABLE TRIGGER ALL"),
            "UPDATE audit SET who = 'somebody'", "UPDATE chain SET hash = ''", "UPDATE batches SET body = ''", "UPDATE evidence SET sha256 = ''", "DELETE FROM migrations",
            "DROP TABLE audit", "DROP TRIGGER audit_append_only ON audit", "CREATE TABLE other (id TEXT)", "SET session_replication_role = replica",
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        ];
        foreach (var sql in tries)
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => DoAsync(database, sql));
            Assert.True(refused.SqlState == "42501", $"{sql}: {refused.SqlState} {refused.MessageText}");
        }
        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        Assert.Equal(1, await CountAsync(database, "audit"));
    }

    [Fact]
    public async Task Finds_an_index_that_does_not_fit_its_table()
    {
        var file = Path.Combine(_folder, "index.db");
        await using (var database = new SqliteDatabase(file))
        {
            await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
            await DoAsync(database, "INSERT INTO sittings (id, exam, person, name, mode, accommodations) VALUES ('s', 'e', 'p', 'n', 1, '[]')");
            Assert.Null(await database.FindDamageAsync(CancellationToken.None));
            // An index definition that was swapped under the data: the structure is whole, the content is not.
            await DoAsync(database, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX sittings_by_exam ON sittings (name)' WHERE name = 'sittings_by_exam';");
        }
        await using var again = new SqliteDatabase(file);
        Assert.NotNull(await again.FindDamageAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Knows_that_a_server_that_was_killed_comes_back()
    {
        await using var database = await OpenAsync("postgresql");
        await using var session = await database.ReadAsync(CancellationToken.None);
        await server.KillAsync();
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => session.NumberAsync("SELECT COUNT(*) FROM rooms", CancellationToken.None));
        Assert.True(database.IsTransient(lost), $"{lost}");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => database.ReadAsync(CancellationToken.None));
        Assert.True(database.IsTransient(refused), $"{refused}");
        await server.StartAsync();
        Assert.Equal(0, await CountAsync(database, "rooms"));
    }

    [Fact]
    public async Task Refuses_a_damaged_file_with_the_way_to_restore()
    {
        var file = Path.Combine(_folder, "damaged.db");
        await using (var whole = new SqliteDatabase(file))
        {
            await Migrator.RunAsync(whole, TimeProvider.System, CancellationToken.None);
        }
        var bytes = await File.ReadAllBytesAsync(file);
        new Random(1).NextBytes(bytes.AsSpan(4096 * 2, 4096 * 6));
        await File.WriteAllBytesAsync(file, bytes);
        File.Delete(file + "-wal");
        await using var damaged = new SqliteDatabase(file);
        var refused = await Assert.ThrowsAsync<StorageException>(() => StorageServices.PrepareAsync(damaged, TimeProvider.System, CancellationToken.None));
        Assert.Contains("put the last backup in their place", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IDatabase> OpenAsync(string engine)
    {
        IDatabase database = engine == "sqlite" ? new SqliteDatabase(Path.Combine(_folder, "hub.db")) : new PostgreSqlDatabase(await server.NewDatabaseAsync());
        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        return database;
    }

    private static async Task<long> CountAsync(IDatabase database, string from)
    {
        await using var session = await database.ReadAsync(CancellationToken.None);
        return await session.NumberAsync($"SELECT COUNT(*) FROM {from}", CancellationToken.None);
    }

    private static Task<int> DoAsync(IDatabase database, string sql) => database.WriteAsync(session => session.DoAsync(sql, CancellationToken.None), CancellationToken.None);
}
