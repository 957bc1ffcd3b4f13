using System.Globalization;
using System.Text;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace EdgeProctoring.Hub.Audit;

/// <summary>
/// The head of an exam's chain as a picture that a phone reads: whoever stands in the hall keeps a proof of what the record
/// said then, and needs nobody's leave to compare it later (<c>verify --heads</c> takes the same line).
/// </summary>
internal static class HeadEndpoints
{
    public static void MapHeads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/exams/{exam}/record/head", ShowAsync).RequireAuthorization(Rights.SeeCompleteness);
        routes.MapGet("/api/v1/exams/{exam}/record/head.svg", DrawAsync).RequireAuthorization(Rights.SeeCompleteness);
    }

    private static async Task<Results<Ok<HeadView>, NotFound>> ShowAsync(string exam, IDatabase database, TimeProvider time, CancellationToken cancel) =>
        await FindAsync(exam, database, cancel) is { } head ? TypedResults.Ok(new HeadView(head.Number, head.Hash, PublishedHeads.Line(time.GetUtcNow(), exam, head))) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> DrawAsync(string exam, HttpContext http, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (await FindAsync(exam, database, cancel) is not { } head)
        {
            return TypedResults.NotFound();
        }
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(Draw(PublishedHeads.Line(time.GetUtcNow(), exam, head)), "image/svg+xml");
    }

    private static async Task<ChainHead?> FindAsync(string exam, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var head = await RecordBook.HeadAsync(session, exam, cancel);
        // An exam of which nothing has happened yet has a head too: that nothing has.
        return head.Number > 0 || await session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @exam", cancel, ("@exam", exam)) > 0 ? head : null;
    }

    /// <summary>A QR code as SVG: one path of unit squares, with the quiet margin that readers need.</summary>
    public static string Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var side = code.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>""");
    }

    private sealed record HeadView(long Number, string Hash, string Line);
}
