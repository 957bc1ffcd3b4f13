using Npgsql;

namespace EdgeProctoring.Hub.Tests.Storage;

/// <summary>A PostgreSQL server of its own, from Debian's package, on a free port; a fresh database for each test.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("ep-postgres-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly List<ChildProcess> _lives = [];
    private string? _programs;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        if (_programs is not null)
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", ["postgres:postgres", _folder]);
            }
            var (program, arguments) = AsPostgres("initdb", ["-D", $"{_folder}/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]);
            await RunAsync(program, arguments);
            await StartAsync();
        }
    }

    /// <summary>The connection string of a new, empty database; skips by name where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(_programs is null, "Needs PostgreSQL's server programs (Debian package postgresql); provisioning/test.sh installs them.");
        var name = $"hub{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>A new, empty database of an owner's, and the connection strings of the hub's own role and of the owner.</summary>
    public async Task<(string Own, string Owner)> NewOwnedDatabaseAsync()
    {
        var owner = await NewDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(owner);
        var role = $"hub_role_{_databases}";
        await using var command = source.CreateCommand($"CREATE ROLE {role} LOGIN");
        await command.ExecuteNonQueryAsync();
        return (new NpgsqlConnectionStringBuilder(owner) { Username = role }.ToString(), owner);
    }

    public Task KillAsync() => _lives[^1].KillAsync();

    public async Task StartAsync()
    {
        var (program, arguments) = AsPostgres("postgres", ["-D", $"{_folder}/data", "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1"]);
        var life = ChildProcess.Start(program, arguments);
        _lives.Add(life);
        await life.WaitForAsync("ready to accept connections", _limit);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Include Error Detail=true;Timeout=5";

    // PostgreSQL refuses to run as root.
    private (string Program, string[] Arguments) AsPostgres(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(_programs!, program), .. arguments])
        : (Path.Combine(_programs!, program), arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        await using var run = ChildProcess.Start(program, arguments);
        Assert.True(await run.WaitForExitAsync(_limit) == 0, run.Output);
    }
}
