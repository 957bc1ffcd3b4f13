using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The student's line to staff, and the WebSocket that tells the page to ask what is new.</summary>
internal static class TalkEndpoints
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(10);
    private static readonly byte[] _news = Encoding.UTF8.GetBytes("news");

    public static void MapTalk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/exam/{sitting}/messages", SayAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapGet("/exam/{sitting}/talk", ListenAsync).RequireAuthorization(Rights.TakeExam);
        routes.MapPost("/api/v1/exams/{exam}/remote/{sitting}/messages", AnswerAsync).RequireAuthorization(Rights.GuideRemote);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> SayAsync(string sitting, MessageRequest request, ClaimsPrincipal person, RemoteDesk desk, RemoteTalk talk,
        CancellationToken cancel) => await desk.FindOwnAsync(sitting, person.FindFirstValue(ClaimTypes.NameIdentifier)!, cancel) is { } own
            ? await KeepAsync(own, request.Kind, request.Text, person, talk, cancel) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> AnswerAsync(string exam, string sitting, MessageRequest request, ClaimsPrincipal person, RemoteDesk desk,
        RemoteTalk talk, CancellationToken cancel) => await desk.FindAsync(sitting, cancel) is { } known && known.Exam == exam
            ? await KeepAsync(known, "message", request.Text, person, talk, cancel) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> KeepAsync(RemoteSitting sitting, string? kind, string? text, ClaimsPrincipal person, RemoteTalk talk,
        CancellationToken cancel)
    {
        if (RemoteTalk.Wrong(kind, text) is { } wrong)
        {
            return TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        }
        return await talk.SayAsync(sitting, Person.Of(person), kind!, text!, cancel) == SayResult.Said ? TypedResults.NoContent()
            : TypedResults.Problem("So many lines in a minute are not taken. Wait a little.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    // It carries no content: what is new is asked for as always, so nothing depends on a line that may drop.
    private static async Task ListenAsync(string sitting, HttpContext http, RemoteDesk desk, RemoteTalk talk, IHostApplicationLifetime life, TimeProvider time)
    {
        if (await desk.FindOwnAsync(sitting, http.User.FindFirstValue(ClaimTypes.NameIdentifier)!, http.RequestAborted) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        if (http.Request.Headers.Origin is [{ } origin] && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != http.Request.Host.Value))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        // Asked for before the page can know that it is connected: nothing falls between.
        var next = talk.NextAsync(sitting);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var closed = WaitForCloseAsync(socket, ending);
        try
        {
            while (!ending.IsCancellationRequested)
            {
                await Task.WhenAny(next, Task.Delay(_beat, time, ending.Token));
                next = talk.NextAsync(sitting);
                await socket.SendAsync(_news, WebSocketMessageType.Text, true, ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The page has gone, or the hub stops; the page comes back by itself.
        }
        await ending.CancelAsync();
        await closed;
    }

    private static async Task WaitForCloseAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[256];
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

    private sealed record MessageRequest(string? Kind, string? Text);
}
