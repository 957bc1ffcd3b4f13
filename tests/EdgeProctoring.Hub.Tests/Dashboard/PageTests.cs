using System.Net;
using System.Text.RegularExpressions;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Dashboard;

/// <summary>Pages as the hub serves them: in three languages, without anything that the content policy forbids, with a reason where there is no page.</summary>
public partial class PageTests(SharedHub shared) : IClassFixture<SharedHub>
{
    public static TheoryData<string, string> Pages { get; } = new()
    {
        { "/wall", Roles.Proctor }, { "/design", Roles.Proctor }, { "/nodes", Roles.It }, { $"/nodes/{HubFolder.Node}", Roles.It }, { "/audit", Roles.Compliance }, { "/spot-checks", Roles.Dean }, { "/samples", Roles.Compliance }, { $"/exams/{HubFolder.Exam}/rooms/{HubFolder.Room}", Roles.Proctor },
        { "/exams", Roles.ExamOffice }, { $"/exams/{HubFolder.Exam}", Roles.ExamOffice }, { $"/exams/{HubFolder.Exam}/import", Roles.ExamOffice }, { $"/exams/{HubFolder.Exam}/ledger", Roles.Compliance },
        { "/review", Roles.Proctor }, { $"/review/{HubFolder.Exam}/{HubFolder.Exam}.{HubFolder.Room}.7", Roles.Proctor }, { "/students", Roles.ExamOffice },
        { $"/students/{HubFolder.Exam}/{HubFolder.Exam}.{HubFolder.Room}.7", Roles.Dean }, { $"/students/{HubFolder.Exam}/{HubFolder.Exam}.{HubFolder.Room}.7/report", Roles.Dean },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Serves_a_page_in_each_language_without_inline_style_or_script_or_a_missing_word(string path, string role)
    {
        using var visitor = await Visitor.SignedInAsync(shared.Hub.Address, role);
        foreach (var language in Texts.Languages)
        {
            var page = await visitor.Http.GetStringAsync($"{path}?lang={language}");
            Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
            Assert.Contains("aria-current=\"true\">" + language, page, StringComparison.Ordinal);
            Assert.DoesNotMatch(InlineStyle(), page);
            Assert.DoesNotMatch(InlineScript(), page);
            Assert.DoesNotMatch(BareKey(), Actions().Replace(page, ""));
        }
    }

    [Fact]
    public void Has_the_same_words_with_the_same_places_for_values_in_every_language()
    {
        var english = Texts.In("en");
        foreach (var texts in Texts.Languages.Select(Texts.In))
        {
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
            Assert.DoesNotContain(texts.Keys, key => string.IsNullOrWhiteSpace(texts[key]) || !Values(texts[key]).SetEquals(Values(english[key])));
        }
    }

    [Fact]
    public async Task Says_why_there_is_no_page_and_where_to_go_on()
    {
        using var proctor = await Visitor.SignedInAsync(shared.Hub.Address, Roles.Proctor);
        proctor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var forbidden = await proctor.Http.GetAsync("/nodes?lang=en");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var reason = await forbidden.Content.ReadAsStringAsync();
        Assert.Contains("Not for your role", reason, StringComparison.Ordinal);
        Assert.Contains("href=\"/wall\"", reason, StringComparison.Ordinal);
        using var missing = await proctor.Http.GetAsync("/no-such-page?lang=kk");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("Мұнда ештеңе жоқ", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData(Roles.Proctor, "/wall"), InlineData(Roles.It, "/wall"), InlineData(Roles.Administrator, "/wall")]
    public async Task Begins_where_the_role_works(string role, string first)
    {
        using var visitor = await Visitor.SignedInAsync(shared.Hub.Address, role);
        using var reply = await visitor.Http.GetAsync("/");
        Assert.Equal(first, reply.Headers.Location?.ToString());
    }

    [Theory, InlineData("ru", 1, ".one"), InlineData("ru", 3, ".few"), InlineData("ru", 12, ".many"), InlineData("ru", 21, ".one"), InlineData("kk", 1, ".many"), InlineData("en", 1, ".one"), InlineData("en", 2, ".many")]
    public void Chooses_the_word_that_goes_with_a_number(string language, int number, string form) => Assert.Equal(form, Texts.Form(language, number));

    private static HashSet<string> Values(string text) => [.. Value().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\sstyle=")]
    private static partial Regex InlineStyle();

    [GeneratedRegex("<script(?![^>]*(src=|application/json))|\\son[a-z]+=\"")]
    private static partial Regex InlineScript();

    [GeneratedRegex(@">\s*[a-z]+(\.[a-zA-Z0-9]+)+\s*<")]
    private static partial Regex BareKey();

    [GeneratedRegex("<td class=\"mono\">[^<]*</td>")]
    private static partial Regex Actions();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();
}
