using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Takes what a student's page recorded, piece by piece. Sending a piece again is harmless: 409 says that it is held.</summary>
internal static class ChunkEndpoints
{
    private const int TestBytes = 1024 * 1024;
    private const int TabLength = 64;

    public static void MapChunks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exam/{sitting}").WithTags("RemoteExams").RequireAuthorization(Rights.TakeExam);
        group.MapPost("/segments", OpenAsync);
        group.MapPut("/streams/{stream}/{segment}/{seq}", TakeAsync);
        group.MapPost("/upload-test", MeasureAsync);
    }

    private static async Task<Results<Ok<OpenedSegment>, NotFound, ProblemHttpResult>> OpenAsync(string sitting, OpenRequest request, ClaimsPrincipal person, RemoteDesk desk,
        Ingest.Ledger ledger, IOptions<RemoteOptions> options, TimeProvider time, CancellationToken cancel)
    {
        if (await desk.FindOwnAsync(sitting, Id(person), cancel) is not { } own)
        {
            return TypedResults.NotFound();
        }
        if (request.Tab is not { Length: >= 16 and <= TabLength } tab || !tab.All(char.IsAsciiLetterOrDigit))
        {
            return Refuse(StatusCodes.Status400BadRequest, "tab", Refusal.Of("tab", request.Tab, $"16 to {TabLength} letters and digits").ToString());
        }
        if (desk.Life(sitting).IsSpokenFor(tab, request.Before, time.GetUtcNow(), options.Value.TakeOver))
        {
            return Refuse(StatusCodes.Status409Conflict, "elsewhere", "The exam is open in another tab or on another computer. Close it there, wait a moment, and load this page again.");
        }
        desk.Life(sitting).Hear(tab, time.GetUtcNow());
        var work = new OpenSegment(own, tab);
        await ledger.EnqueueAsync(work, cancel);
        return TypedResults.Ok(new OpenedSegment(await work.Done.WaitAsync(cancel)));
    }

    private static async Task<Results<Created, NotFound, Conflict, ProblemHttpResult>> TakeAsync(string sitting, string stream, string segment, string seq, HttpContext http,
        RemoteDesk desk, ChunkStore chunks, RemoteMeter meter, IOptions<RemoteOptions> options, TimeProvider time)
    {
        var cancel = http.RequestAborted;
        var (chunk, faults) = Chunk.Read(stream, segment, seq, http.Request.Headers);
        if (chunk is null)
        {
            meter.Refused("malformed");
            return Refuse(StatusCodes.Status400BadRequest, "malformed", string.Join(" ", faults));
        }
        if (await desk.FindOwnAsync(sitting, Id(http.User), cancel) is not { } own)
        {
            return TypedResults.NotFound();
        }
        var tab = http.Request.Headers[Chunk.TabHeader].ToString();
        if (await desk.TabAsync(sitting, chunk.Segment, cancel) is not { } opened || opened != tab)
        {
            meter.Refused("segment");
            return Refuse(StatusCodes.Status422UnprocessableEntity, "segment", $"Segment {chunk.Segment} was not opened by this page. Open one of your own: POST …/segments.");
        }
        if (time.GetUtcNow() > own.EndsAt(time.GetUtcNow()) + options.Value.LateFor)
        {
            meter.Refused("late");
            return Refuse(StatusCodes.Status410Gone, "late", "The exam has been over for too long; nothing of it is taken any more.");
        }
        if (await BodyAsync(http.Request, chunk.Stream.MostBytes, cancel) is not { } bytes)
        {
            meter.Refused("size");
            return Refuse(StatusCodes.Status413PayloadTooLarge, "size", $"A piece of '{stream}' has 1 to {chunk.Stream.MostBytes} bytes, and says how many.");
        }
        desk.Life(sitting).Hear(tab, time.GetUtcNow());
        switch (await chunks.TakeAsync(own, chunk, bytes, cancel))
        {
            case ChunkResult.Stored:
                return TypedResults.Created();
            case ChunkResult.AlreadyStored:
                return TypedResults.Conflict();
            case ChunkResult.Differs:
                meter.Refused("differs");
                return Refuse(StatusCodes.Status422UnprocessableEntity, "differs", "Another piece is held under this number; this one is refused.");
            default:
                meter.Refused("hash");
                return Refuse(StatusCodes.Status422UnprocessableEntity, "hash", $"The bytes are not those that {Chunk.ShaHeader} announces. Send the piece again.");
        }
    }

    // The page measures its own upload; the hub says how much arrived, and forgets it.
    private static async Task<Results<Ok<Measured>, NotFound, ProblemHttpResult>> MeasureAsync(string sitting, HttpContext http, RemoteDesk desk)
    {
        if (await desk.FindOwnAsync(sitting, Id(http.User), http.RequestAborted) is null)
        {
            return TypedResults.NotFound();
        }
        return await BodyAsync(http.Request, TestBytes, http.RequestAborted) is { } bytes ? TypedResults.Ok(new Measured(bytes.Length))
            : Refuse(StatusCodes.Status413PayloadTooLarge, "size", $"A measurement has 1 to {TestBytes} bytes.");
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength is not (> 0 and { } length) || length > most)
        {
            return null;
        }
        var bytes = new byte[length];
        await request.Body.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    private static ProblemHttpResult Refuse(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static string Id(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier)!;

    private sealed record OpenRequest(string? Tab, string? Before);

    private sealed record OpenedSegment(long Segment);

    private sealed record Measured(int Bytes);
}
