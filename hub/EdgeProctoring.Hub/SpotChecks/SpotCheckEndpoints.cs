using System.Security.Claims;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.SpotChecks.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>The dean's visits: the lot, the room as it is now, and what the visitor signs.</summary>
internal static class SpotCheckEndpoints
{
    private const int MostPictures = 6;
    private const int MostPeople = 10_000;

    /// <summary>What a visitor looks after, in this order.</summary>
    public static IReadOnlyList<string> Checks { get; } = ["seating", "aids", "phones", "identity", "quiet"];

    public static void MapSpotChecks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/spot-checks").RequireAuthorization(Rights.SpotCheck);
        group.MapGet("", ListAsync);
        group.MapPost("/draws", DrawAsync);
        group.MapPost("/choices", ChooseAsync);
        group.MapGet("/{visit}", ShowAsync);
        group.MapGet("/{visit}/draw", ShowDrawAsync);
        group.MapPut("/{visit}/pictures/{sha}", TakePictureAsync);
        group.MapPost("/{visit}/signature", SignAsync);
    }

    private static async Task<IResult> ListAsync(string? refused, HttpContext http, PageDesk pages, VisitBook book, CancellationToken cancel) =>
        pages.Show<VisitsPage>(http, (nameof(VisitsPage.Sheet), await book.ListAsync(Scope.Of(http.User), cancel)), (nameof(VisitsPage.Refused), refused));

    private static async Task<RedirectHttpResult> DrawAsync(ClaimsPrincipal person, SpotCheckDesk desk, CancellationToken cancel) =>
        To(await desk.DrawAsync(Person.Of(person), Scope.Of(person), cancel));

    private static async Task<RedirectHttpResult> ChooseAsync(HttpRequest request, ClaimsPrincipal person, SpotCheckDesk desk, CancellationToken cancel)
    {
        var form = await request.FormAsync(cancel);
        var reason = form.Text("reason")?.Trim();
        return string.IsNullOrEmpty(reason) || reason.Length > Limits.TextLength || form.Text("room")?.Split('/') is not [var exam, var room] ? TypedResults.LocalRedirect("/spot-checks?refused=reason")
            : To(await desk.ChooseAsync(Person.Of(person), Scope.Of(person), exam, room, reason, cancel));
    }

    private static async Task<IResult> ShowAsync(string visit, HttpContext http, PageDesk pages, VisitBook book, CancellationToken cancel) =>
        await book.FindAsync(visit, Scope.Of(http.User), cancel) is not { } sheet ? TypedResults.NotFound()
            : pages.Show<VisitPage>(http, (nameof(VisitPage.Sheet), sheet), (nameof(VisitPage.IsMine), sheet.Visit.By == Person.Of(http.User).Id));

    private static async Task<IResult> ShowDrawAsync(string visit, HttpContext http, PageDesk pages, VisitBook book, CancellationToken cancel) =>
        await book.FindAsync(visit, Scope.Of(http.User), cancel) is { Visit.IsDrawn: true } sheet ? pages.Show<DrawPage>(http, (nameof(DrawPage.Sheet), sheet)) : TypedResults.NotFound();

    private static async Task<Results<Ok<PictureReply>, NotFound, ProblemHttpResult>> TakePictureAsync(string visit, string sha, HttpContext http, VisitBook book, VisitPictures pictures)
    {
        var (by, cancel) = (Person.Of(http.User), http.RequestAborted);
        if (await book.FindAsync(visit, Scope.Of(http.User), cancel) is not { Visit: var known } || known.By != by.Id)
        {
            return TypedResults.NotFound();
        }
        if (http.Request.ContentLength is not (> 0 and <= VisitPictures.MostBytes and { } length))
        {
            return TypedResults.Problem($"A photo has 1 to {VisitPictures.MostBytes} bytes, and says how many.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        var bytes = new byte[length];
        await http.Request.Body.ReadExactlyAsync(bytes, cancel);
        return await pictures.TakeAsync(known, by, sha, bytes, cancel) is { } id ? TypedResults.Ok(new PictureReply(id))
            : TypedResults.Problem("This is no JPEG picture, or not the one announced. Take the photo again.", statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem, ProblemHttpResult>> SignAsync(string visit, SignRequest request, ClaimsPrincipal person, VisitBook book, SpotCheckDesk desk,
        CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(Enum.TryParse<VisitResult>(request.Result, ignoreCase: true, out var result) && Enum.IsDefined(result), "result", request.Result, "conforms, irregular or skipped");
        errors.Text("note", request.Note, needed: result is VisitResult.Irregular or VisitResult.Skipped);
        errors.Number("examinees", request.Examinees, 0, MostPeople);
        errors.Number("staff", request.Staff, 0, MostPeople);
        errors.Number("strangers", request.Strangers, 0, MostPeople);
        errors.Require(request.Checks is null || request.Checks.Keys.All(Checks.Contains), "checks", string.Join(", ", request.Checks?.Keys.ToArray() ?? []), string.Join(", ", Checks));
        errors.Require(request.Pictures is null or { Count: <= MostPictures }, "pictures", request.Pictures?.Count, $"at most {MostPictures}");
        if (errors.Any)
        {
            return errors.Problem();
        }
        if (await book.FindAsync(visit, Scope.Of(person), cancel) is null)
        {
            return TypedResults.NotFound();
        }
        var outcome = new VisitOutcome(result, request.Note?.Trim(), new HeadCount(request.Examinees, request.Staff, request.Strangers), request.Checks ?? [], request.Pictures ?? [],
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(request.Done ?? long.MaxValue, 0, 253_402_300_799_999)), default);
        return await desk.SignAsync(visit, Person.Of(person), outcome, cancel) switch
        {
            SignResult.Signed => TypedResults.NoContent(),
            SignResult.SignedOtherwise => TypedResults.Problem("The visit is signed already, with another result. What is signed does not change.", statusCode: StatusCodes.Status409Conflict),
            SignResult.PictureMissing => TypedResults.Problem("A photo has not arrived yet. Send it first.", statusCode: StatusCodes.Status422UnprocessableEntity),
            _ => TypedResults.NotFound(),
        };
    }

    private static RedirectHttpResult To(Visit? visit) => TypedResults.LocalRedirect(visit is null ? "/spot-checks?refused=none" : $"/spot-checks/{visit.Id}");

    private sealed record PictureReply(string Picture);

    private sealed record SignRequest(string? Result, string? Note, int? Examinees, int? Staff, int? Strangers, Dictionary<string, bool>? Checks, List<string>? Pictures, long? Done);
}
