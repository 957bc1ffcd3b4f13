using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>Every page in every language, as the people see it who work with it; the pictures are kept to be looked at.</summary>
[Collection(PageStage.Name)]
public class DashboardTests(PageStage pages)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 60_000 };

    private static readonly (string Login, string Name, string Path)[] _pages =
    [
        ("proctor", "review-list", "/review"), ("proctor", "review", "/review/e-1/e-1.r-1.4"), ("compliance", "students", "/students"), ("compliance", "student", "/students/e-1/e-1.r-1.4"),
        ("compliance", "report", "/students/e-1/e-1.r-1.4/report"), ("exam-office", "exams", "/exams"), ("exam-office", "exam", "/exams/e-1"), ("exam-office", "import", "/exams/e-1/import"),
        ("compliance", "ledger", "/exams/e-1/ledger"), ("it", "nodes", "/nodes"), ("it", "node", "/nodes/n-1"), ("compliance", "audit", "/audit"), ("compliance", "samples", "/samples"), ("proctor", "room", "/exams/e-1/rooms/r-1"), ("dean", "spot", "/spot-checks"), ("compliance", "forbidden", "/exams/e-1/import"), ("it", "design", "/design"),
    ];

    [Fact]
    public async Task Shows_every_page_in_three_languages_at_a_desk_and_on_a_phone_without_a_complaint()
    {
        var before = pages.Browser.Complaints.Count;
        foreach (var login in _pages.Select(page => page.Login).Distinct())
        {
            var desk = await pages.Browser.SignInAsync(pages.Stage.Address, login, "en");
            var phone = await pages.Browser.SignInAsync(pages.Stage.Address, login, "en", 390, 844);
            foreach (var (_, name, path) in _pages.Where(page => page.Login == login))
            {
                foreach (var language in new[] { "kk", "ru", "en" })
                {
                    await desk.GotoAsync($"{pages.Stage.Address}{path}?lang={language}");
                    await Assertions.Expect(desk.Locator("main")).ToBeVisibleAsync(_soon);
                    await Browser.KeepAsync(desk, $"{name}-{language}");
                }
                await phone.GotoAsync($"{pages.Stage.Address}{path}?lang=kk");
                await Browser.KeepAsync(phone, $"{name}-phone", whole: true);
            }
        }
        Assert.DoesNotContain(pages.Browser.Complaints.Skip(before), complaint => !complaint.Contains("403", StringComparison.Ordinal));
    }
}
