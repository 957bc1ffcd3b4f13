using System.Globalization;
using System.Reflection;

namespace EdgeProctoring.Hub.Storage;

/// <summary>
/// Brings a database forward, one numbered file after the other, each in one transaction. There is no way back: an older
/// program refuses a newer database by name.
/// </summary>
internal static class Migrator
{
    private const string Folder = "migrations/";

    public static async Task RunAsync(IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsOwnerAsync(cancel);
        await using var session = new Session(connection, null);
        await session.DoAsync("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at_us BIGINT NOT NULL)", cancel);
        var done = await session.NumberAsync("SELECT MAX(number) FROM migrations", cancel);
        var known = Files(database.Engine);
        if (done > known[^1].Number)
        {
            throw new StorageException($"The database is at migration {done}, this program knows only up to {known[^1].Number}. Install the newer program again.");
        }
        foreach (var file in known.Where(file => file.Number > done))
        {
            await using var transaction = await database.BeginAsync(connection, cancel);
            session.Transaction = transaction;
            foreach (var text in file.Texts)
            {
                await session.DoAsync(database.Adapt(text), cancel);
            }
            await session.DoAsync("INSERT INTO migrations (number, name, at_us) VALUES (@number, @name, @at)", cancel,
                ("@number", file.Number), ("@name", file.Name), ("@at", Contracts.WireTime.ToMicroseconds(time.GetUtcNow())));
            await transaction.CommitAsync(cancel);
            session.Transaction = null;
        }
        await database.ProtectAsync(cancel);
    }

    /// <summary>The files by number; a number's engine-specific part follows its common part.</summary>
    private static List<Migration> Files(string engine)
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => (Resource: name, Parts: name[Folder.Length..].Split('.')))
            .Where(file => file.Parts.Length == 2 || file.Parts[1] == engine)
            .GroupBy(file => long.Parse(file.Parts[0].AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture))
            .OrderBy(group => group.Key)
            .Select(group => new Migration(group.Key, group.First().Parts[0],
                [.. group.OrderBy(file => file.Parts.Length).Select(file => Read(assembly, file.Resource))]))];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private sealed record Migration(long Number, string Name, IReadOnlyList<string> Texts);
}

/// <summary>The database cannot be used as it is; the message says what to do.</summary>
internal sealed class StorageException(string message) : Exception(message);
