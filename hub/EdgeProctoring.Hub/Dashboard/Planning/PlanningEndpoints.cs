using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Exams;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The exam office's pages: what is planned, one exam, its roster from a file, its record's completeness and seal.</summary>
internal static class PlanningEndpoints
{
    public static void MapPlanning(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exams", ListAsync).RequireAuthorization(Rights.SeeExams);
        routes.MapGet("/exams/{exam}", FindAsync).RequireAuthorization(Rights.SeeExams);
        routes.MapGet("/exams/{exam}/import", ShowImportAsync).RequireAuthorization(Rights.ImportRoster);
        routes.MapPost("/exams/{exam}/import", ImportAsync).RequireAuthorization(Rights.ImportRoster);
        routes.MapGet("/exams/{exam}/ledger", ShowLedgerAsync).RequireAuthorization(Rights.SeeCompleteness);
        routes.MapPost("/exams/{exam}/ledger/acceptance", AcceptAsync).RequireAuthorization(Rights.Seal);
        routes.MapPost("/exams/{exam}/ledger/seal", SealAsync).RequireAuthorization(Rights.Seal);
    }

    private static async Task<IResult> ListAsync(string? day, HttpContext http, PageDesk pages, PlanningBook book, CancellationToken cancel) =>
        pages.Show<ExamsPage>(http, (nameof(ExamsPage.Exams), await book.ListAsync(Scope.Of(http.User), cancel)), (nameof(ExamsPage.Day), day));

    private static async Task<IResult> FindAsync(string exam, string? after, HttpContext http, PageDesk pages, PlanningBook book, CancellationToken cancel) =>
        await book.FindAsync(exam, after, cancel) is { } sheet ? pages.Show<ExamSheetPage>(http, (nameof(ExamSheetPage.Sheet), sheet), (nameof(ExamSheetPage.MayImport), May(http, Rights.ImportRoster)),
            (nameof(ExamSheetPage.MaySeeLedger), May(http, Rights.SeeCompleteness))) : TypedResults.NotFound();

    private static async Task<IResult> ShowImportAsync(string exam, HttpContext http, PageDesk pages, PlanningBook book, CancellationToken cancel) =>
        await book.FindAsync(exam, null, cancel) is { } sheet ? pages.Show<ImportPage>(http, (nameof(ImportPage.Exam), sheet.Exam)) : TypedResults.NotFound();

    private static async Task<IResult> ImportAsync(string exam, HttpContext http, PageDesk pages, PlanningBook book, Ledger ledger,
        IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        if (await book.FindAsync(exam, null, cancel) is not { } sheet)
        {
            return TypedResults.NotFound();
        }
        var form = await http.Request.FormAsync(cancel);
        var (file, content) = (form.Files["file"], form.Text("content"));
        // First the file is looked at; the page then sends back what it showed, to be taken.
        var taking = content is not null;
        var table = taking ? RosterUpload.Of(form.Text("name") ?? "", content!) : file is null ? null : await RosterUpload.OfAsync(file, cancel);
        RosterPlan? plan = null;
        if (table is not null && taking)
        {
            var work = new RosterImport(exam, table.Table, Person.Of(http.User).Id);
            await ledger.EnqueueAsync(work, cancel);
            plan = await work.Done.WaitAsync(cancel);
        }
        else if (table is not null)
        {
            await using var session = await database.ReadAsync(cancel);
            plan = await RosterPlan.MakeAsync(session, exam, table.Table, time.GetUtcNow(), cancel);
        }
        return pages.Show<ImportPage>(http, (nameof(ImportPage.Exam), sheet.Exam), (nameof(ImportPage.Refused), table is null || plan is null),
            (nameof(ImportPage.Preview), plan is null ? null : table!.Preview(plan, taking && plan.Errors.Count == 0)));
    }

    private static async Task<IResult> ShowLedgerAsync(string exam, string? refused, HttpContext http, PageDesk pages, PlanningBook book, CancellationToken cancel) =>
        await book.LedgerAsync(exam, cancel) is { } sheet ? pages.Show<LedgerPage>(http, (nameof(LedgerPage.Sheet), sheet), (nameof(LedgerPage.MaySeal), May(http, Rights.Seal)), (nameof(LedgerPage.Refused), refused is not null))
            : TypedResults.NotFound();

    private static async Task<IResult> AcceptAsync(string exam, HttpRequest request, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var form = await request.FormAsync(cancel);
        var (point, reason) = (form.Text("point"), form.Text("reason"));
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > Limits.TextLength || point is null)
        {
            return TypedResults.LocalRedirect($"/exams/{Uri.EscapeDataString(exam)}/ledger?refused=reason");
        }
        var by = Person.Of(person);
        var work = new AcceptGap(exam, point, by.Id, by.Name, reason.Trim());
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) == AcceptResult.NotFound ? TypedResults.NotFound() : TypedResults.LocalRedirect($"/exams/{Uri.EscapeDataString(exam)}/ledger");
    }

    private static async Task<IResult> SealAsync(string exam, ClaimsPrincipal person, Ledger ledger, CancellationToken cancel)
    {
        var by = Person.Of(person);
        var work = new SealExam(exam, by.Id, by.Name);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) is { Found: true } result ? TypedResults.LocalRedirect($"/exams/{Uri.EscapeDataString(exam)}/ledger{(result.Sealed ? "" : "?refused=seal")}") : TypedResults.NotFound();
    }

    private static bool May(HttpContext http, string right) => Rights.OfRoles[right].Any(http.User.IsInRole);
}
