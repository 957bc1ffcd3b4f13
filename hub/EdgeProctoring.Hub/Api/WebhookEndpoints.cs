using System.Security.Claims;
using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Api;

/// <summary>Other systems of the campus that are told of incidents and decisions.</summary>
internal static class WebhookEndpoints
{
    private const int Most = 20;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").WithTags("Webhooks").RequireAuthorization(Rights.ManageWebhooks);
        webhooks.MapGet("", ListAsync);
        webhooks.MapPost("", AddAsync).RequireFreshForDangers();
        webhooks.MapDelete("/{webhook}", RemoveAsync).RequireFreshForDangers();
    }

    private static async Task<Ok<IReadOnlyList<WebhookView>>> ListAsync(IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var waiting = (await session.ListAsync("SELECT webhook, COUNT(*), MAX(tries), MAX(failed) FROM deliveries GROUP BY webhook",
            row => (Id: row.GetString(0), Count: (int)row.GetInt64(1), Tries: (int)row.GetInt64(2), Failed: row.Text(3)), cancel)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return TypedResults.Ok<IReadOnlyList<WebhookView>>([.. (await WebhookStore.ListAsync(session, cancel)).Select(webhook =>
            waiting.GetValueOrDefault(webhook.Id) is var state ? new WebhookView(webhook.Id, webhook.Address, webhook.Events, state.Count, state.Tries, state.Failed) : null!)]);
    }

    private static async Task<Results<Created<WebhookReply>, ValidationProblem, ProblemHttpResult>> AddAsync(WebhookRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var isAddress = Uri.TryCreate(request.Address, UriKind.Absolute, out var address) && request.Address!.Length <= Limits.AddressLength && address.UserInfo.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        errors.Require(isAddress, "address", request.Address, "an https address (http on this machine alone)");
        var events = request.Events ?? WebhookStore.Events;
        errors.Require(events.Count > 0 && events.All(WebhookStore.Events.Contains), "events", string.Join(' ', events), string.Join(", ", WebhookStore.Events));
        if (errors.Any)
        {
            return errors.Problem();
        }
        var (id, secret) = (Guid.NewGuid().ToString("N"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        return await ledger.DoAsync(async (entry, stop) =>
        {
            if (await entry.Session.NumberAsync("SELECT COUNT(*) FROM webhooks", stop) >= Most)
            {
                return false;
            }
            await entry.Session.DoAsync("INSERT INTO webhooks (id, address, secret, events, by_user, at_us) VALUES (@id, @address, @secret, @events, @by, @at)", stop, ("@id", id), ("@address", request.Address),
                ("@secret", secret), ("@events", string.Join(' ', events.Distinct())), ("@by", Person.Of(person).Id), ("@at", WireTime.ToMicroseconds(entry.Now)));
            await entry.AuditAsync(Person.Of(person).Who, "webhook.added", id, null, request.Address!, stop);
            return true;
        }, cancel) ? TypedResults.Created((string?)null, new WebhookReply(id, secret)) : TypedResults.Problem($"There are {Most} webhooks already; remove one.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<NoContent, NotFound>> RemoveAsync(string webhook, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel) => await ledger.DoAsync(async (entry, stop) =>
    {
        if (await entry.Session.DoAsync("DELETE FROM webhooks WHERE id = @id", stop, ("@id", webhook)) == 0)
        {
            return false;
        }
        await entry.Session.DoAsync("DELETE FROM deliveries WHERE webhook = @id", stop, ("@id", webhook));
        await entry.AuditAsync(Person.Of(person).Who, "webhook.removed", webhook, null, "", stop);
        return true;
    }, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private sealed record WebhookRequest(string? Address, IReadOnlyList<string>? Events);

    /// <summary>The secret is told once.</summary>
    private sealed record WebhookReply(string Webhook, string Secret);

    private sealed record WebhookView(string Webhook, string Address, IReadOnlyList<string> Events, int Waiting, int Tries, string? Failed);
}
