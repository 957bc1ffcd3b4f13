using System.Text.Json;
using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>Every page for everybody: WCAG 2.2 AA by axe, nothing cut off on small windows, at 200 % and without motion, no inline code.</summary>
[Collection(PageStage.Name)]
public class AccessibilityTests(PageStage pages)
{
    private static readonly (string Login, string Path)[] _pages =
    [
        ("proctor", "/wall"), ("proctor", "/wall?view=projector"), ("proctor", "/review"), ("proctor", "/review/e-1/e-1.r-1.4"), ("proctor", "/design"), ("proctor", "/nodes"), ("proctor", "/remote"),
        ("compliance", "/students"), ("compliance", "/students/e-1/e-1.r-1.4"), ("compliance", "/students/e-1/e-1.r-1.4/report"), ("compliance", "/exams/e-1/ledger"), ("compliance", "/audit"), ("compliance", "/samples"),
        ("dean", "/spot-checks"), ("dean", "/exams/e-1/rooms/r-1"), ("exam-office", "/exams"), ("exam-office", "/exams/e-1"), ("exam-office", "/exams/e-1/import"), ("it", "/nodes"), ("it", "/nodes/n-1"), ("it", "/no-such-page"),
    ];

    // 960 × 540 is what 200 % leaves of a desk's window.
    private static readonly (int Width, int Height)[] _small = [(1366, 768), (960, 540), (390, 844), (360, 640)];
    private static readonly (int Width, int Height)[] _sizes = [(1920, 1080), (390, 844)];

    [Fact]
    public async Task Has_no_violation_of_WCAG_2_2_AA_and_no_inline_code_on_any_page()
    {
        var axe = Checkout.File("hub", "web", "node_modules", "axe-core", "axe.min.js");
        Assert.SkipUnless(File.Exists(axe), "Needs axe-core: npm ci in hub/web.");
        var script = await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken);
        var found = new List<string>();
        foreach (var login in _pages.Select(page => page.Login).Distinct())
        {
            var page = await pages.Browser.SignInAsync(pages.Stage.Address, login, "ru");
            foreach (var (width, height) in _sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                foreach (var (_, path) in _pages.Where(one => one.Login == login))
                {
                    await OpenAsync(page, path);
                    found.AddRange(await LookAsync(page, script, $"{path} at {width}×{height}"));
                }
            }
        }
        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }

    [Fact]
    public async Task Cuts_nothing_off_in_a_small_window_or_at_two_hundred_percent()
    {
        var wide = new List<string>();
        foreach (var login in _pages.Select(page => page.Login).Distinct())
        {
            var page = await pages.Browser.SignInAsync(pages.Stage.Address, login, "kk");
            foreach (var (_, path) in _pages.Where(one => one.Login == login))
            {
                await OpenAsync(page, path);
                foreach (var (width, height) in _small)
                {
                    await page.SetViewportSizeAsync(width, height);
                    wide.AddRange(await OverAsync(page) is { } over ? [$"{path} at {width}×{height}: {over}"] : []);
                }
            }
        }
        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Fact]
    public async Task Moves_nothing_for_whoever_wants_no_motion()
    {
        var page = await pages.Browser.SignInAsync(pages.Stage.Address, "proctor", "en");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await OpenAsync(page, "/design");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.getAnimations().length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration.split(',').some(time => parseFloat(time) > 0)).length"));
    }

    private async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync($"{pages.Stage.Address}{path}");
        if (path.StartsWith("/wall", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator(".tile[data-seat='4']")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        }
    }

    private static Task<string?> OverAsync(IPage page) => page.EvaluateAsync<string?>("""
        () => { const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width + 1) { return null; }
          const widest = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1).at(-1);
          return `${document.documentElement.scrollWidth} px, such as ${widest?.outerHTML.slice(0, 120)}`; }
        """);

    private static async Task<List<string>> LookAsync(IPage page, string axe, string where)
    {
        // In a world of its own, as a person's tool would be: the page's content policy stays as it is.
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = (await session.SendAsync("Page.getFrameTree"))!.Value.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString()!;
        var world = (await session.SendAsync("Page.createIsolatedWorld", new() { ["frameId"] = tree, ["worldName"] = "axe" }))!.Value.GetProperty("executionContextId").GetInt32();
        await session.SendAsync("Runtime.evaluate", new() { ["expression"] = axe + "; 0", ["contextId"] = world });
        var answer = await session.SendAsync("Runtime.evaluate", new()
        {
            ["contextId"] = world, ["awaitPromise"] = true, ["returnByValue"] = true,
            ["expression"] = """
                axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }).then(result => JSON.stringify({
                  violations: result.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 140) + ' ' + (node.any[0]?.message ?? '').slice(0, 140)).join(' | ')}`),
                  inline: [...document.querySelectorAll('[style], script:not([src]):not([type="application/json"]), style')].filter(one => !one.matches('ep-wall *, ep-visit *, ep-room *, ep-players *')).map(one => one.outerHTML.slice(0, 100)) }))
                """,
        });
        await session.DetachAsync();
        using var json = JsonDocument.Parse(answer!.Value.GetProperty("result").GetProperty("value").GetString()!);
        return [.. json.RootElement.EnumerateObject().SelectMany(part => part.Value.EnumerateArray().Select(one => $"{where}: {part.Name}: {one.GetString()}"))];
    }
}
