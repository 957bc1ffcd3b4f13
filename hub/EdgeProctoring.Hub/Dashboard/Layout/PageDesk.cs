using System.Security.Claims;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Shows pages to signed-in people, with the sections that their roles open.</summary>
internal sealed class PageDesk(IAntiforgery antiforgery, IOptions<CampusOptions> campus, WebRoot root, TimeProvider time)
{
    private static readonly (string Path, string Key, string Right)[] _sections =
    [
        ("/wall", "wall.title", Rights.SeeWall), ("/exams", "exams.title", Rights.SeeExams), ("/review", "review.title", Rights.SeeEvidence),
        ("/students", "students.title", Rights.SeeIncidents), ("/spot-checks", "spot.title", Rights.SpotCheck), ("/samples", "samples.title", Rights.Rejudge), ("/nodes", "nodes.title", Rights.SeeNodes), ("/audit", "audit.title", Rights.SeeAudit),
    ];

    public Shell Shell(HttpContext http)
    {
        var texts = Texts.Of(http);
        var path = http.Request.Path.Value ?? "/";
        return new Shell(texts, antiforgery.GetAndStoreTokens(http).RequestToken!, campus.Value.Title ?? campus.Value.Name, http.User.FindFirstValue(ClaimTypes.Name) ?? "", path,
            [.. Open(http.User).Select(section => new NavLink(section.Path, section.Key, path.StartsWith(section.Path, StringComparison.Ordinal)))],
            [.. Texts.Languages.Select(language => new NavLink(InLanguage(http, language), language, language == texts.Language))],
            new Clock(time.GetUtcNow(), time.LocalTimeZone, texts)) { HasScripts = root.HasScripts };
    }

    public RazorComponentResult<TPage> Show<TPage>(HttpContext http, params ReadOnlySpan<(string Name, object? Value)> more) where TPage : IComponent
    {
        var parameters = new Dictionary<string, object?> { [nameof(Dashboard.Shell)] = Shell(http) };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }
        return new RazorComponentResult<TPage>(parameters);
    }

    /// <summary>Where a person begins; null where no section is open to any of the roles.</summary>
    public static string? FirstOf(ClaimsPrincipal person) => Open(person).Select(section => section.Path).FirstOrDefault();

    private static IEnumerable<(string Path, string Key, string Right)> Open(ClaimsPrincipal person) =>
        _sections.Where(section => Rights.OfRoles[section.Right].Any(person.IsInRole));

    private static string InLanguage(HttpContext http, string language)
    {
        var query = new QueryBuilder(http.Request.Query.Where(pair => pair.Key != "lang").SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))) { { "lang", language } };
        return http.Request.Path + query.ToString();
    }
}
