using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The wall's WebSocket: a snapshot, then changes. A slow watcher gets the newest state when it can take it.</summary>
internal static class WallFeed
{
    private static readonly TimeSpan _breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(1);

    public static void MapWallFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/wall/feed", WatchAsync).RequireAuthorization(Rights.SeeWall);

    private static async Task WatchAsync(HttpContext http, WallBoard wall, IDatabase database, IHostApplicationLifetime life, TimeProvider time)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        // A browser sends the cookie to us from any page; only our own pages may listen.
        if (http.Request.Headers.Origin is [{ } origin] && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != http.Request.Host.Value))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        _ = long.TryParse(http.Request.Query["since"], out var since);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var closing = CloseAsync(socket, ending);
        try
        {
            await SendAsync(socket, wall, new WallScope(Scope.Of(http.User), database) { Room = http.Request.Query["room"] is [{ } room] ? room : null }, http.Request.Query["life"], since, time, ending.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The watcher has gone, or the hub stops; both come back by themselves.
        }
        await ending.CancelAsync();
        await closing;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var late = new CancellationTokenSource(_silence, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, late.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task SendAsync(WebSocket socket, WallBoard wall, WallScope scope, string? life, long revision, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            var changes = wall.Since(life, revision);
            await socket.SendAsync(Json(await scope.OfAsync(changes, cancel)), WebSocketMessageType.Text, true, cancel);
            (life, revision) = (changes.Life, changes.Revision);
            await Task.Delay(_breath, time, cancel);
            // Silence would look like a lost line: a beat says that nothing has changed.
            await Task.WhenAny(wall.NextAsync(revision), Task.Delay(_silence, time, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    // Watchers have nothing to say; whatever comes is read and forgotten until they close.
    private static async Task CloseAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[512];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ending.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Gone without a word.
        }
        await ending.CancelAsync();
    }

    private static ReadOnlyMemory<byte> Json(WallChanges changes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("life", changes.Life);
        json.WriteNumber("revision", changes.Revision);
        json.WriteNumber("now", changes.Now.ToUnixTimeMilliseconds());
        json.WriteBoolean("whole", changes.Whole);
        json.WriteStartObject("items");
        foreach (var (key, item) in changes.Items)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(item ?? "null", skipInputValidation: true);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
