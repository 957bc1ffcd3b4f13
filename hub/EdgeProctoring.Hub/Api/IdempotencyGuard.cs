using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Api;

/// <summary>
/// A program that got no answer sends its change again with the same Idempotency-Key, and gets the first answer again: the
/// change is made once. Answers are kept for a day, for the account that asked.
/// </summary>
internal sealed class IdempotencyGuard(RequestDelegate next, IDatabase database, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string Repeated = "Idempotency-Repeated";

    private const int LongestKey = 128;
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan _keep = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers[Header] is not [{ Length: > 0 } key] || HttpMethods.IsGet(http.Request.Method) || http.User.Identity is not { IsAuthenticated: true, AuthenticationType: Schemes.Person })
        {
            await next(http);
            return;
        }
        if (key.Length > LongestKey || http.Request.ContentLength > MostBytes)
        {
            await TypedResults.Problem($"An {Header} has at most {LongestKey} characters.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
            return;
        }
        var id = Hash($"{Person.Of(http.User).Id}\n{key}");
        if (!_running.TryAdd(id, 0))
        {
            await TypedResults.Problem("The same request is being answered; ask again for its answer.", statusCode: StatusCodes.Status409Conflict).ExecuteAsync(http);
            return;
        }
        try
        {
            await OnceAsync(http, id);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task OnceAsync(HttpContext http, string id)
    {
        var cancel = http.RequestAborted;
        http.Request.EnableBuffering(MostBytes);
        var request = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {Convert.ToHexStringLower(await SHA256.HashDataAsync(http.Request.Body, cancel))}";
        http.Request.Body.Position = 0;
        await using (var session = await database.ReadAsync(cancel))
        {
            var known = await session.FindAsync("SELECT request, status, content_type, body FROM idempotent WHERE id = @id",
                row => (Request: row.GetString(0), Status: (int)row.GetInt64(1), Type: row.Text(2), Body: row.Bytes(3)), cancel, ("@id", id));
            if (known.Request is not null)
            {
                await (known.Request == request ? RepeatAsync(http, known.Status, known.Type, known.Body)
                    : TypedResults.Problem($"This {Header} was used for another request.", statusCode: StatusCodes.Status422UnprocessableEntity).ExecuteAsync(http));
                return;
            }
        }
        var body = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        // What the server could not do may be tried again under the same key.
        if (http.Response.StatusCode < 500 && kept.Length <= MostBytes)
        {
            await KeepAsync(id, request, http.Response.StatusCode, http.Response.ContentType, kept.ToArray());
        }
        kept.Position = 0;
        await kept.CopyToAsync(body, cancel);
    }

    private Task<int> KeepAsync(string id, string request, int status, string? type, byte[] body) => database.WriteAsync(async session =>
    {
        var now = WireTime.ToMicroseconds(time.GetUtcNow());
        await session.DoAsync("DELETE FROM idempotent WHERE at_us < @before", CancellationToken.None, ("@before", now - (long)_keep.TotalMicroseconds));
        return await session.DoAsync("INSERT INTO idempotent (id, request, status, content_type, body, at_us) VALUES (@id, @request, @status, @type, @body, @at) ON CONFLICT (id) DO NOTHING",
            CancellationToken.None, ("@id", id), ("@request", request), ("@status", status), ("@type", type), ("@body", body), ("@at", now));
    }, CancellationToken.None);

    private static async Task RepeatAsync(HttpContext http, int status, string? type, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.Headers[Repeated] = "true";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
