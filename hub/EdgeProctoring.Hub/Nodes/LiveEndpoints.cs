using System.Globalization;
using System.Text;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>Live pictures for people: JPEG after JPEG in one answer, as an img element shows it. Every look is audited.</summary>
internal static class LiveEndpoints
{
    private const string Boundary = "ep-live";
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);

    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapGet("/live/{node}/{camera}", WatchAsync).RequireAuthorization(Rights.SeeLive);

    private static async Task WatchAsync(string node, string camera, string? seat, int? width, HttpContext http, LiveRelay relay, Ledger ledger, IHostApplicationLifetime life, TimeProvider time)
    {
        using var look = relay.Open(node, camera, seat, width ?? 640);
        if (look is null)
        {
            http.Response.StatusCode = relay.Holds(node) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
            return;
        }
        var person = Person.Of(http.User);
        await ledger.EnqueueAsync(new AuditNote(person.Who, "live.opened", $"{node}/{camera}", null, seat ?? ""), http.RequestAborted);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        using var late = new CancellationTokenSource(_longest, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, late.Token);
        http.Response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
        try
        {
            await foreach (var picture in look.Pictures(any.Token))
            {
                if (picture.Trouble is not null || PictureCheck.Refuse(picture.Jpeg.Span) is not null)
                {
                    continue; // The last picture stays; the node's tile says what is wrong.
                }
                await http.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Jpeg.Length}\r\nX-At: {picture.At.ToUnixTimeMilliseconds()}\r\n\r\n")), any.Token);
                await http.Response.BodyWriter.WriteAsync(picture.Jpeg, any.Token);
                await http.Response.BodyWriter.WriteAsync("\r\n"u8.ToArray(), any.Token);
                await http.Response.BodyWriter.FlushAsync(any.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever looked has gone, or has looked long enough.
        }
    }
}
