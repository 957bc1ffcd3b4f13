using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Api;

/// <summary>
/// Tells webhooks what they wait for, at least once, signed. Whoever does not answer is asked again for a day, at growing
/// distances; others do not wait for them.
/// </summary>
internal sealed partial class WebhookSender(IDatabase database, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    public const string Signature = "X-EdgeProctoring-Signature";

    private const int MostTries = 12;
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    // No redirects: an address is told what was meant for it alone.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = _limit, UseCookies = false }) { Timeout = _limit, MaxResponseContentBufferSize = 64 * 1024 };

    /// <summary>What proves that a message is ours: <c>t=…,v1=…</c>, HMAC-SHA256 over time and body.</summary>
    public static string Sign(string secret, DateTimeOffset at, string body)
    {
        var second = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={second},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{second}.{body}")))}";
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var clock = new PeriodicTimer(_every, time);
        while (await clock.WaitForNextTickAsync(stopping))
        {
            try
            {
                await TellAsync(stopping);
            }
            catch (Exception e) when (database.IsTransient(e))
            {
                Log.Waiting(log, e); // The next look finds them.
            }
        }
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        List<Delivery> due;
        Dictionary<string, Webhook> webhooks;
        await using (var session = await database.ReadAsync(cancel))
        {
            due = await WebhookStore.DueAsync(session, time.GetUtcNow(), cancel);
            webhooks = due.Count == 0 ? [] : (await WebhookStore.ListAsync(session, cancel)).ToDictionary(webhook => webhook.Id, StringComparer.Ordinal);
        }
        await Parallel.ForEachAsync(due.GroupBy(delivery => delivery.Webhook), cancel, async (group, stop) =>
        {
            foreach (var delivery in group)
            {
                var trouble = webhooks.TryGetValue(group.Key, out var webhook) ? await SendAsync(webhook, delivery, stop) : null;
                await NoteAsync(delivery, trouble, stop);
                if (trouble is not null)
                {
                    return; // In order: what follows waits for the next look.
                }
            }
        });
    }

    private async Task<string?> SendAsync(Webhook webhook, Delivery delivery, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address) { Content = new StringContent(delivery.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add(Signature, Sign(webhook.Secret, time.GetUtcNow(), delivery.Body));
        try
        {
            using var reply = await _http.SendAsync(request, cancel);
            return reply.IsSuccessStatusCode ? null : $"it answered {(int)reply.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return e.Message;
        }
    }

    private Task<int> NoteAsync(Delivery delivery, string? trouble, CancellationToken cancel)
    {
        var (tries, pause) = (delivery.Tries + 1, _first * Math.Pow(2, delivery.Tries));
        if (trouble is not null)
        {
            Log.Failed(log, delivery.Webhook, delivery.Id, trouble, tries);
        }
        return database.WriteAsync(session => trouble is null
            ? session.DoAsync("DELETE FROM deliveries WHERE id = @id", cancel, ("@id", delivery.Id))
            : session.DoAsync("UPDATE deliveries SET tries = @tries, next_us = @next, failed = @failed WHERE id = @id", cancel, ("@id", delivery.Id), ("@tries", tries),
                ("@next", WireTime.ToMicroseconds(time.GetUtcNow() + pause)), ("@failed", tries >= MostTries ? trouble : null)), cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Webhook {Webhook} was not told {Delivery}: {Reason} (try {Try}).")]
        public static partial void Failed(ILogger logger, string webhook, string delivery, string reason, int @try);

        [LoggerMessage(2, LogLevel.Warning, "Webhooks have to wait for the database.")]
        public static partial void Waiting(ILogger logger, Exception e);
    }
}
