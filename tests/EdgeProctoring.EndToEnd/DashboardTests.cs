using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>Every page in every language, as the people see it who work with it; the pictures are kept to be looked at.</summary>
public class DashboardTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 60_000 };

    private static readonly (string Login, string Name, string Path)[] _pages =
    [
        ("proctor", "review-list", "/review"), ("proctor", "review", "/review/e-1/e-1.r-1.4"), ("compliance", "students", "/students"), ("compliance", "student", "/students/e-1/e-1.r-1.4"),
        ("compliance", "report", "/students/e-1/e-1.r-1.4/report"), ("exam-office", "exams", "/exams"), ("exam-office", "exam", "/exams/e-1"), ("exam-office", "import", "/exams/e-1/import"),
        ("compliance", "ledger", "/exams/e-1/ledger"), ("it", "nodes", "/nodes"), ("it", "node", "/nodes/n-1"), ("compliance", "audit", "/audit"), ("compliance", "forbidden", "/exams/e-1/import"), ("it", "design", "/design"),
    ];

    [Fact]
    public async Task Shows_every_page_in_three_languages_at_a_desk_and_on_a_phone_without_a_complaint()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var browser = await Browser.StartAsync();
        await using var stage = await Stage.SetAsync(Films.Of("pages", 30, Films.Phone(4, 4, 8)), cancel);
        stage.StartAgent();
        using var hub = await HubClient.SignInAsync(stage.Address, "proctor", cancel);
        await hub.WaitForAsync(seen => seen.Any(one => one is { Code: "PHONE", HasPicture: true }), TimeSpan.FromSeconds(90), () => stage.Logs);
        foreach (var login in _pages.Select(page => page.Login).Distinct())
        {
            var desk = await browser.SignInAsync(stage.Address, login, "en");
            var phone = await browser.SignInAsync(stage.Address, login, "en", 390, 844);
            foreach (var (_, name, path) in _pages.Where(page => page.Login == login))
            {
                foreach (var language in new[] { "kk", "ru", "en" })
                {
                    await desk.GotoAsync($"{stage.Address}{path}?lang={language}");
                    await Assertions.Expect(desk.Locator("main")).ToBeVisibleAsync(_soon);
                    await Browser.KeepAsync(desk, $"{name}-{language}");
                }
                await phone.GotoAsync($"{stage.Address}{path}?lang=kk");
                await Browser.KeepAsync(phone, $"{name}-phone", whole: true);
            }
        }
        Assert.DoesNotContain(browser.Complaints, complaint => !complaint.Contains("403", StringComparison.Ordinal));
    }
}
