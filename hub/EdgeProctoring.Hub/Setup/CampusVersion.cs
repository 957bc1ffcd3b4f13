using System.Globalization;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Setup;

/// <summary>A number that grows with each change of the campus, so that the running hub follows.</summary>
internal static class CampusVersion
{
    private const string Name = "campus.version";
    private const string Windows = "campus.windows";

    public static Task<long> ReadAsync(Session session, CancellationToken cancel) => ReadAsync(session, Name, cancel);

    /// <summary>Grows where only the ends of exams moved: nodes must know, judges know already.</summary>
    public static Task<long> ReadWindowsAsync(Session session, CancellationToken cancel) => ReadAsync(session, Windows, cancel);

    public static Task RaiseAsync(Session session, CancellationToken cancel) => RaiseAsync(session, Name, cancel);

    public static Task RaiseWindowsAsync(Session session, CancellationToken cancel) => RaiseAsync(session, Windows, cancel);

    private static async Task<long> ReadAsync(Session session, string name, CancellationToken cancel) => long.Parse(
        await session.FindAsync("SELECT value FROM settings WHERE name = @name", row => row.GetString(0), cancel, ("@name", name)) ?? "0", CultureInfo.InvariantCulture);

    private static async Task RaiseAsync(Session session, string name, CancellationToken cancel) =>
        await session.DoAsync("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancel,
            ("@name", name), ("@value", (await ReadAsync(session, name, cancel) + 1).ToString(CultureInfo.InvariantCulture)));
}
