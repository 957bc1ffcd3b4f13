using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What the claim page shows.</summary>
internal sealed record ClaimView(string Code, string Fingerprint, ClaimStep Step);

/// <summary>
/// The page on which an unclaimed node shows its code to whoever has no screen at it. It answers only GET of itself, tells no
/// secret but the code, and is gone when the node is claimed.
/// </summary>
internal sealed class ClaimPage : IAsyncDisposable
{
    private const int MostConnections = 16;
    private const int PerMinute = 60;
    private const string Style = """
        body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
        .code{font:700 2.6rem ui-monospace,monospace;letter-spacing:.1em;margin:.2rem 0 1.4rem}
        .print{font:1.2rem ui-monospace,monospace;margin:.2rem 0 1.4rem}nav a{margin-right:1rem;color:#0b57d0}p{margin:0}
        """;
    private static readonly string _policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly WebApplication _app;

    private ClaimPage(WebApplication app) => _app = app;

    /// <summary>Where it is shown, for the console.</summary>
    public required string Address { get; init; }

    /// <summary>Opens it; null, and said, where it is off or its port is taken: the console shows the code all the same.</summary>
    public static async Task<ClaimPage?> OpenAsync(ClaimPageSettings settings, Func<ClaimView> view, Action<string> say, CancellationToken cancel)
    {
        if (settings.Listen == "off")
        {
            return null;
        }
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(settings.Listen == "lan" ? IPAddress.Any : IPAddress.Loopback, settings.Port);
        });
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        var app = builder.Build();
        app.UseRateLimiter();
        app.Run(context => AnswerAsync(context, view));
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken)
        {
            await app.DisposeAsync();
            say($"The claim page cannot be shown on port {settings.Port}: {taken.Message} Free the port, or name another as claimPage.port in {ClaimSettings.FileName}.");
            return null;
        }
        return new ClaimPage(app) { Address = $"http://{(settings.Listen == "lan" ? Dns.GetHostName() : "localhost")}:{settings.Port}/" };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Func<ClaimView> view)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ContentSecurityPolicy = _policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        if (!IsOwnName(request.Host.Host))
        {
            // A foreign page must not read the code by pointing its own name at the node.
            response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        }
        else if (request.Path != "/")
        {
            response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!HttpMethods.IsGet(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET";
        }
        else
        {
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(Html(ClaimWords.Choose(request.Query["lang"], request.Headers.AcceptLanguage), view()), context.RequestAborted);
        }
    }

    private static bool IsOwnName(string host) => IPAddress.TryParse(host, out _) || host == "localhost"
        || string.Equals(host.Split('.')[0], Dns.GetHostName().Split('.')[0], StringComparison.OrdinalIgnoreCase);

    private static string Html(ClaimWords words, ClaimView view)
    {
        static string Safe(string text) => _encoder.Encode(text);
        var languages = string.Concat(ClaimWords.All.Select(other => $"<a href=\"/?lang={other.Language}\" lang=\"{other.Language}\">{other.Language}</a>"));
        return $"""
            <!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">
            <title>{Safe(words.Title)}</title><style>{Style}</style></head><body><nav>{languages}</nav><h1>{Safe(words.Title)}</h1>
            <p>{Safe(words.Code)}</p><p class="code">{Safe(view.Code)}</p><p>{Safe(words.Fingerprint)}</p><p class="print">{Safe(view.Fingerprint)}</p>
            <p role="status">{Safe(words.Of(view.Step))}</p></body></html>
            """;
    }
}
