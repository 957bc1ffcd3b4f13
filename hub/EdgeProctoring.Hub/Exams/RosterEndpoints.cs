using System.Security.Claims;
using System.Text;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Exams;

/// <summary>An exam's roster as a table file: first looked at, then taken.</summary>
internal static class RosterEndpoints
{
    private const int MostBytes = 1024 * 1024;

    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/exams/{exam}/roster").RequireAuthorization(Rights.ImportRoster);
        group.MapPost("/preview", PreviewAsync);
        group.MapPost("", TakeAsync);
    }

    private static async Task<Results<Ok<RosterPlan>, NotFound, ProblemHttpResult>> PreviewAsync(string exam, HttpRequest request, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (await TextAsync(request, cancel) is not { } text)
        {
            return NoText();
        }
        await using var session = await database.ReadAsync(cancel);
        return await RosterPlan.MakeAsync(session, exam, text, time.GetUtcNow(), cancel) is { } plan ? TypedResults.Ok(plan) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<RosterPlan>, NotFound, UnprocessableEntity<RosterPlan>, ProblemHttpResult>> TakeAsync(string exam, HttpRequest request,
        ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        if (await TextAsync(request, cancel) is not { } text)
        {
            return NoText();
        }
        var work = new RosterImport(exam, text, person.FindFirstValue(ClaimTypes.NameIdentifier)!);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            null => TypedResults.NotFound(),
            { Errors.Count: > 0 } refused => TypedResults.UnprocessableEntity(refused),
            var taken => TypedResults.Ok(taken),
        };
    }

    private static ProblemHttpResult NoText() =>
        TypedResults.Problem($"Send the table as text/csv in UTF-8, at most {MostBytes} bytes. From Excel: save as 'CSV UTF-8'.", statusCode: StatusCodes.Status415UnsupportedMediaType);

    private static async Task<string?> TextAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true || request.ContentLength is > MostBytes)
        {
            return null;
        }
        try
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(cancel);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
