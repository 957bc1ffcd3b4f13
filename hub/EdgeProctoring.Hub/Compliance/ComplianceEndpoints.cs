using System.Globalization;
using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Compliance.Pages;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>Blind re-judging: a sample of decided incidents, looked at again by somebody who does not see the decision.</summary>
internal static class ComplianceEndpoints
{
    private const int MostItems = 200;
    private const int UsualItems = 20;
    private const int UsualDays = 30;

    public static void AddCompliance(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<SampleDesk>().AddSingleton<SampleBook>();

    public static void MapCompliance(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/samples", ListAsync).RequireAuthorization(Rights.Rejudge);
        routes.MapPost("/samples", DrawAsync).RequireAuthorization(Rights.Rejudge);
        routes.MapGet("/samples/{sample}/{number}", ShowAsync).RequireAuthorization(Rights.Rejudge);
        routes.MapPost("/samples/{sample}/{number}", LookAsync).RequireAuthorization(Rights.Rejudge).RequireFreshForDecisions();
    }

    private static async Task<IResult> ListAsync(string? refused, HttpContext http, PageDesk pages, SampleBook book, CancellationToken cancel) =>
        pages.Show<SamplesPage>(http, (nameof(SamplesPage.Sheet), await book.ListAsync(Scope.Of(http.User), Person.Of(http.User).Id, cancel)), (nameof(SamplesPage.Refused), refused));

    private static async Task<IResult> DrawAsync(HttpRequest request, ClaimsPrincipal person, SampleDesk desk, TimeProvider time, CancellationToken cancel)
    {
        var form = await request.FormAsync(cancel);
        var size = int.TryParse(form.Text("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var wished) && wished is > 0 and <= MostItems ? wished : UsualItems;
        var days = int.TryParse(form.Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var back) && back is > 0 and <= 366 ? back : UsualDays;
        var now = time.GetUtcNow();
        return TypedResults.LocalRedirect(await desk.DrawAsync(Person.Of(person), Scope.Of(person), now - TimeSpan.FromDays(days), now, size, cancel) is null ? "/samples?refused=none" : "/samples");
    }

    private static async Task<IResult> ShowAsync(string sample, string number, string? refused, HttpContext http, PageDesk pages, SampleBook book, CancellationToken cancel) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && await book.FindAsync(Scope.Of(http.User), Person.Of(http.User).Id, sample, at, cancel) is { } item
            ? pages.Show<BlindPage>(http, (nameof(BlindPage.Item), item), (nameof(BlindPage.Refused), refused is not null)) : TypedResults.NotFound();

    private static async Task<IResult> LookAsync(string sample, string number, HttpRequest request, ClaimsPrincipal person, SampleDesk desk, SampleBook book, CancellationToken cancel)
    {
        var form = await request.FormAsync(cancel);
        VerdictKind? decision = form.Text("decision") switch { "confirm" => VerdictKind.Confirm, "dismiss" => VerdictKind.Dismiss, "recode" => VerdictKind.Recode, _ => null };
        var note = form.Text("note")?.Trim();
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return TypedResults.NotFound();
        }
        if (decision is null || note?.Length > Limits.TextLength)
        {
            return TypedResults.LocalRedirect($"/samples/{Uri.EscapeDataString(sample)}/{at}?refused=note");
        }
        var by = Person.Of(person);
        return await desk.LookAsync(by, Scope.Of(person), sample, at, decision.Value, note, cancel) switch
        {
            LookResult.Taken => TypedResults.LocalRedirect(await book.NextAsync(by.Id, sample, cancel) is { } next ? $"/samples/{Uri.EscapeDataString(sample)}/{next}" : "/samples"),
            LookResult.NotYours => TypedResults.LocalRedirect("/samples?refused=yours"),
            _ => TypedResults.NotFound(),
        };
    }
}
