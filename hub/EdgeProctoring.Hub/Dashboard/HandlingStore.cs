using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Who looks after which incident. Kept, so that a hub that starts again still knows.</summary>
internal static class HandlingStore
{
    public const string Leave = "leave";

    public static async Task AddAsync(LedgerEntry entry, string exam, string incident, string handling, Person given, DateTimeOffset? until, Person by, CancellationToken cancel)
    {
        await entry.Session.DoAsync("""
            INSERT INTO handlings (number, exam, incident, handling, for_user, for_name, until_us, by_user, at_us)
            VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM handlings), @exam, @incident, @handling, @for, @name, @until, @by, @at)
            """, cancel, ("@exam", exam), ("@incident", incident), ("@handling", handling), ("@for", given.Id), ("@name", given.Name), ("@until", until is { } known ? WireTime.ToMicroseconds(known) : null),
            ("@by", by.Id), ("@at", WireTime.ToMicroseconds(entry.Now)));
        await entry.AuditAsync(by.Who, $"incident.{handling}", incident, exam, given.Id == by.Id ? "" : given.Id, cancel);
    }

    /// <summary>What is in force, by incident.</summary>
    public static async Task<IReadOnlyDictionary<string, Handling>> ListAsync(Session session, string exam, CancellationToken cancel)
    {
        var lines = await session.ListAsync("SELECT incident, handling, for_name, until_us FROM handlings WHERE exam = @exam ORDER BY number", row =>
            (Incident: row.GetString(0), Handling: row.GetString(1), Name: row.GetString(2), Until: row.Number(3)), cancel, ("@exam", exam));
        return lines.GroupBy(line => line.Incident, StringComparer.Ordinal).Select(group => group.Last()).Where(line => line.Handling != Leave)
            .ToDictionary(line => line.Incident, line => new Handling(line.Name, line.Until is { } until ? WireTime.FromMicroseconds(until) : null), StringComparer.Ordinal);
    }
}
