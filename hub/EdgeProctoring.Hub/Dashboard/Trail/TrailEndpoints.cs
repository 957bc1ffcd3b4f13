using System.Globalization;
using System.Security.Claims;
using System.Text;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Who did what, and when: as a page and as a table to take away. Taking it away is itself on record.</summary>
internal static class TrailEndpoints
{
    public static void MapTrail(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit", ShowAsync).RequireAuthorization(Rights.SeeAudit);
        routes.MapGet("/audit/export", ExportAsync).RequireAuthorization(Rights.SeeAudit);
    }

    private static async Task<IResult> ShowAsync([AsParameters] TrailQuery query, HttpContext http, PageDesk pages, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return pages.Show<AuditPage>(http, (nameof(AuditPage.Wish), query.Wish), (nameof(AuditPage.Lines), await TrailBook.ListAsync(session, Scope.Of(http.User), query.Wish, time.LocalTimeZone, TrailBook.PageLines + 1, cancel)),
            (nameof(AuditPage.Chains), await TrailBook.ChainsAsync(session, Scope.Of(http.User), cancel)));
    }

    private static async Task<IResult> ExportAsync([AsParameters] TrailQuery query, ClaimsPrincipal person, Ledger ledger, IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        await ledger.EnqueueAsync(new AuditNote(Person.Of(person).Who, "audit.exported", "audit", detail: query.Wish.ToString()), cancel);
        await using var session = await database.ReadAsync(cancel);
        var text = new StringBuilder("\uFEFFnumber,at,who,action,object,exam,detail\r\n");
        foreach (var line in await TrailBook.ListAsync(session, Scope.Of(person), query.Wish, time.LocalTimeZone, TrailBook.ExportLines, cancel))
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Number},{line.At:O},{Cell(line.Who)},{Cell(line.Action)},{Cell(line.What)},{Cell(line.Exam ?? "")},{Cell(line.Detail)}\r\n");
        }
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "audit.csv");
    }

    // A spreadsheet must not take what people wrote for a formula.
    private static string Cell(string text) => $"\"{(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record TrailQuery(string? Who, string? Action, string? Exam, string? Day, long? Before)
    {
        public TrailWish Wish => new(Who, Action, Exam, Day, Before);
    }
}
