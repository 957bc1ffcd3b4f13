using System.Globalization;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Setup;

/// <summary>A number that grows with each change of the campus, so that the running hub follows.</summary>
internal static class CampusVersion
{
    private const string Name = "campus.version";

    public static async Task<long> ReadAsync(Session session, CancellationToken cancel) => long.Parse(
        await session.FindAsync("SELECT value FROM settings WHERE name = @name", row => row.GetString(0), cancel, ("@name", Name)) ?? "0", CultureInfo.InvariantCulture);

    public static async Task RaiseAsync(Session session, CancellationToken cancel) =>
        await session.DoAsync("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancel,
            ("@name", Name), ("@value", (await ReadAsync(session, cancel) + 1).ToString(CultureInfo.InvariantCulture)));
}
