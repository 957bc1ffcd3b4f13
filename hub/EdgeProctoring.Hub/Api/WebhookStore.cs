using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Api;

/// <summary>Whom the hub tells of incidents and decisions.</summary>
internal sealed record Webhook(string Id, string Address, string Secret, IReadOnlyList<string> Events);

/// <summary>One message that is still to be told.</summary>
internal sealed record Delivery(string Id, string Webhook, string Event, string Body, int Tries);

/// <summary>Webhooks, and what they still have to be told: written in the transaction that makes it true.</summary>
internal static class WebhookStore
{
    public static readonly IReadOnlyList<string> Events = ["incident", "verdict", "step"];
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static Task<List<Webhook>> ListAsync(Session session, CancellationToken cancel) => session.ListAsync("SELECT id, address, secret, events FROM webhooks ORDER BY id",
        row => new Webhook(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3).Split(' ')), cancel);

    /// <summary>Puts an event down for every webhook that wants it; what it is about is asked for only then.</summary>
    public static async Task TellAsync(LedgerEntry entry, string name, string exam, IEnumerable<object> things, CancellationToken cancel)
    {
        var wanting = (await ListAsync(entry.Session, cancel)).FindAll(webhook => webhook.Events.Contains(name));
        foreach (var (webhook, about) in wanting.SelectMany(webhook => things.Select(about => (webhook, about))))
        {
            var id = Guid.CreateVersion7(entry.Now).ToString();
            await entry.Session.DoAsync("INSERT INTO deliveries (id, webhook, event, body, at_us, tries, next_us) VALUES (@id, @webhook, @event, @body, @at, 0, @at)", cancel,
                ("@id", id), ("@webhook", webhook.Id), ("@event", name), ("@body", JsonSerializer.Serialize(new { id, @event = name, exam, at = entry.Now, about }, _json)), ("@at", WireTime.ToMicroseconds(entry.Now)));
        }
    }

    public static Task<List<Delivery>> DueAsync(Session session, DateTimeOffset now, CancellationToken cancel) => session.ListAsync(
        "SELECT id, webhook, event, body, tries FROM deliveries WHERE next_us <= @now AND failed IS NULL ORDER BY next_us, id LIMIT 100",
        row => new Delivery(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), (int)row.GetInt64(4)), cancel, ("@now", WireTime.ToMicroseconds(now)));
}
