using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard.Pages;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Review;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Judging a sitting, the list of students, one student's card and photo report.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/review", (HttpContext http, PageDesk pages, PlanningBook exams, CaseBook cases, string? exam, string? q, CancellationToken cancel) =>
            ListAsync(http, pages, exams, cases, exam, q, review: true, cancel)).RequireAuthorization(Rights.SeeEvidence);
        routes.MapGet("/students", (HttpContext http, PageDesk pages, PlanningBook exams, CaseBook cases, string? exam, string? q, CancellationToken cancel) =>
            ListAsync(http, pages, exams, cases, exam, q, review: false, cancel)).RequireAuthorization(Rights.SeeIncidents);
        routes.MapGet("/review/{exam}/{sitting}", ReviewAsync).RequireAuthorization(Rights.SeeEvidence);
        routes.MapPost("/review/{exam}/{sitting}/decisions", DecideAsync).RequireAuthorization(Rights.Decide).RequireFreshForDecisions();
        routes.MapPost("/review/{exam}/{sitting}/judgement", JudgeAsync).RequireAuthorization(Rights.Attend).RequireFreshForDecisions();
        routes.MapGet("/students/{exam}/{sitting}", ShowAsync).RequireAuthorization(Rights.SeeIncidents);
        routes.MapGet("/students/{exam}/{sitting}/report", ReportAsync).RequireAuthorization(Rights.SeeEvidence);
    }

    private static async Task<IResult> ListAsync(HttpContext http, PageDesk pages, PlanningBook exams, CaseBook cases, string? exam, string? q, bool review, CancellationToken cancel)
    {
        var scope = Scope.Of(http.User);
        var all = await exams.ListAsync(scope, cancel);
        var chosen = all.FirstOrDefault(one => one.Id == exam) ?? all.FirstOrDefault(one => one.From <= pages.Shell(http).Clock.Now) ?? (all.Count > 0 ? all[0] : null);
        var rows = chosen is null ? [] : await cases.ListAsync(chosen.Id, scope, cancel) ?? [];
        return pages.Show<StudentsPage>(http, (nameof(StudentsPage.Exams), all), (nameof(StudentsPage.Exam), chosen), (nameof(StudentsPage.IsReview), review), (nameof(StudentsPage.Search), q ?? ""),
            (nameof(StudentsPage.Rows), rows));
    }

    private static async Task<IResult> ReviewAsync(string exam, string sitting, string? at, string? undo, string? refused, HttpContext http, PageDesk pages, CaseBook cases, CancellationToken cancel)
    {
        if (http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal))
        {
            // The browser fetches the next sitting while this one is judged: it may keep the page for so long.
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.CacheControl = "private, max-age=60";
                return Task.CompletedTask;
            });
        }
        return await cases.FindAsync(exam, sitting, Texts.Of(http), Scope.Of(http.User), cancel) is { } view
            ? pages.Show<ReviewPage>(http, (nameof(ReviewPage.Case), view), (nameof(ReviewPage.At), at), (nameof(ReviewPage.Undo), undo), (nameof(ReviewPage.Refused), refused),
                (nameof(ReviewPage.MayDecide), Rights.OfRoles[Rights.Decide].Any(http.User.IsInRole)))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> ShowAsync(string exam, string sitting, HttpContext http, PageDesk pages, CaseBook cases, CancellationToken cancel) =>
        await cases.FindAsync(exam, sitting, Texts.Of(http), Scope.Of(http.User), cancel) is { } view
            ? pages.Show<StudentPage>(http, (nameof(StudentPage.Case), view), (nameof(StudentPage.MaySeeEvidence), Rights.OfRoles[Rights.SeeEvidence].Any(http.User.IsInRole))) : TypedResults.NotFound();

    private static async Task<IResult> ReportAsync(string exam, string sitting, HttpContext http, PageDesk pages, CaseBook cases, Ledger ledger, CancellationToken cancel)
    {
        if (await cases.FindAsync(exam, sitting, Texts.Of(http), Scope.Of(http.User), cancel) is not { } view)
        {
            return TypedResults.NotFound();
        }
        await ledger.EnqueueAsync(new AuditNote(Person.Of(http.User).Who, "report.opened", sitting, exam), cancel);
        return pages.Show<ReportPage>(http, (nameof(ReportPage.Case), view));
    }

    private static async Task<IResult> DecideAsync(string exam, string sitting, HttpRequest request, ClaimsPrincipal person,
        CaseBook cases, Ledger ledger, WallBoard wall, TimeProvider time, CancellationToken cancel)
    {
        var page = $"/review/{Uri.EscapeDataString(exam)}/{Uri.EscapeDataString(sitting)}";
        var form = await request.FormAsync(cancel);
        var (incident, decision, reason, code, undoes) = (form.Text("incident"), form.Text("decision"), form.Text("reason"), form.Text("code"), form.Text("undoes"));
        // The route's scope was checked for this sitting: the incident must be one of it.
        if (await cases.FindAsync(exam, sitting, Texts.In("en"), Scope.Of(person), cancel) is not { } before || before.Incidents.FirstOrDefault(one => one.Id == incident) is not { } judged)
        {
            return TypedResults.NotFound();
        }
        ViolationCode? changed = code is not null && ViolationCodes.TryParse(code, out var parsed) ? parsed : null;
        VerdictKind? kind = decision switch { "confirm" => VerdictKind.Confirm, "dismiss" => VerdictKind.Dismiss, "recode" => VerdictKind.Recode, "undo" => VerdictKind.Undo, _ => null };
        if (kind is null || (kind is VerdictKind.Dismiss or VerdictKind.Recode && string.IsNullOrWhiteSpace(reason)) || reason?.Length > Limits.TextLength || (kind == VerdictKind.Recode && changed is null))
        {
            return TypedResults.LocalRedirect($"{page}?at={Uri.EscapeDataString(judged.Id)}&refused=reason");
        }
        var by = Person.Of(person);
        var work = new VerdictWork(new Deciding(Guid.CreateVersion7(time.GetUtcNow()).ToString(), exam, judged.Id, kind.Value, by.Id, by.Name)
        {
            Reason = reason, NewCode = kind == VerdictKind.Recode ? changed : null, Undoes = kind == VerdictKind.Undo ? undoes : null,
        }, wall);
        await ledger.EnqueueAsync(work, cancel);
        return await work.Done.WaitAsync(cancel) switch
        {
            DecidingResult.Saved when kind == VerdictKind.Undo => TypedResults.LocalRedirect($"{page}?at={Uri.EscapeDataString(judged.Id)}"),
            DecidingResult.Saved => TypedResults.LocalRedirect($"{page}?at={Uri.EscapeDataString(NextOf(before, judged))}&undo={Uri.EscapeDataString(judged.Id)}"),
            DecidingResult.NothingToUndo => TypedResults.LocalRedirect($"{page}?at={Uri.EscapeDataString(judged.Id)}&refused=undo"),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> JudgeAsync(string exam, string sitting, HttpRequest request, ClaimsPrincipal person, SittingDesk desk, CancellationToken cancel)
    {
        var honest = (await request.FormAsync(cancel)).Text("honest");
        if (honest is not ("honest" or "not-honest"))
        {
            return TypedResults.BadRequest();
        }
        var page = $"/review/{Uri.EscapeDataString(exam)}/{Uri.EscapeDataString(sitting)}";
        return await desk.TakeAsync(new StepWish(exam, null, sitting, StepKind.Review) { Reason = honest }, Person.Of(person), cancel) switch
        {
            { Step: not null } => TypedResults.LocalRedirect(page),
            { Refusal: not null } => TypedResults.LocalRedirect($"{page}?refused=judgement"),
            _ => TypedResults.NotFound(),
        };
    }

    private static string NextOf(CaseView view, CaseIncident judged)
    {
        var open = view.Incidents.Where(one => one.IsOpen && one.Id != judged.Id).ToList();
        return (open.Find(one => one.From >= judged.From) ?? open.FirstOrDefault() ?? judged).Id;
    }
}
