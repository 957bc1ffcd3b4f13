using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>Evidence for people who may see it, whole or by ranges.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/media/{evidence}", ShowAsync).RequireAuthorization(Rights.SeeEvidence);

    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> ShowAsync(string evidence, HttpContext http, IDatabase database, IBlobStore blobs, Ledger ledger,
        CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await EvidenceStore.FindAsync(session, evidence, cancel) is not { } stored)
        {
            return TypedResults.NotFound();
        }
        if (await session.NumberAsync("SELECT COUNT(*) FROM tombstones WHERE evidence = @evidence", cancel, ("@evidence", evidence)) > 0)
        {
            return TypedResults.Problem("This recording was deleted when its time was over; the record says when and why.", statusCode: StatusCodes.Status410Gone);
        }
        if (await blobs.OpenAsync(stored.Sha256, cancel) is not { } bytes)
        {
            return TypedResults.NotFound();
        }
        if (http.Request.GetTypedHeaders().Range?.Ranges.All(range => range.From > 0) != true)
        {
            // A player asks for many parts; the look begins with the first one.
            await ledger.EnqueueAsync(new AuditNote(Person.Of(http.User).Who, "evidence.viewed", evidence, stored.Exam), cancel);
        }
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var type = stored.MediaType is "image/jpeg" or "video/mp4" or "video/webm" or "audio/webm" or "audio/wav" ? stored.MediaType : "application/octet-stream";
        return TypedResults.Stream(bytes, type, lastModified: stored.From, enableRangeProcessing: true);
    }
}
