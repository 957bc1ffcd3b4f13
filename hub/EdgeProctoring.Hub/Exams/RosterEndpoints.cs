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
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/exams/{exam}/roster").RequireAuthorization(Rights.ImportRoster);
        group.MapPost("/preview", PreviewAsync);
        group.MapPost("", TakeAsync);
    }

    private static async Task<Results<Ok<RosterPlan>, NotFound, ProblemHttpResult>> PreviewAsync(string exam, HttpRequest request, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (await TableAsync(request, cancel) is not { } table)
        {
            return NoTable();
        }
        await using var session = await database.ReadAsync(cancel);
        return await RosterPlan.MakeAsync(session, exam, table, time.GetUtcNow(), cancel) is { } plan ? TypedResults.Ok(plan) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<RosterPlan>, NotFound, UnprocessableEntity<RosterPlan>, ProblemHttpResult>> TakeAsync(string exam, HttpRequest request,
        ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        if (await TableAsync(request, cancel) is not { } table)
        {
            return NoTable();
        }
        var work = new RosterImport(exam, table, Person.Of(person).Id);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            null => TypedResults.NotFound(),
            { Errors.Count: > 0 } refused => TypedResults.UnprocessableEntity(refused),
            var taken => TypedResults.Ok(taken),
        };
    }

    private static ProblemHttpResult NoTable() => TypedResults.Problem(
        $"Send the table as text/csv in UTF-8 or as an Excel workbook ({Workbook}), at most {MostBytes} bytes.", statusCode: StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Table?> TableAsync(HttpRequest request, CancellationToken cancel)
    {
        var isText = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true;
        if ((!isText && request.ContentType != Workbook) || request.ContentLength is > MostBytes)
        {
            return null;
        }
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel); // The port's limit for bodies holds.
        try
        {
            return isText ? CsvRows.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length)) : XlsxRows.Read(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
