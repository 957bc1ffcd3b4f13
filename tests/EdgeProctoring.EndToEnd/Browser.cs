using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>Debian's Chromium, headless, for one test. Everything that the page complains about fails the test.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Browser> StartAsync()
    {
        var chromium = Peer.Require("chromium");
        Assert.SkipUnless(File.Exists(Checkout.File("hub", "EdgeProctoring.Hub", "wwwroot", "app", "wall.js")), "Needs the pages' scripts: npm run build in hub/web.");
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    /// <summary>A page of somebody who is signed in, at a control room's size unless told otherwise.</summary>
    public async Task<IPage> SignInAsync(string address, string login, string language, int width = 1920, int height = 1080)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{address}/sign-in?lang={language}");
        await page.FillAsync("[name=login]", login);
        await page.FillAsync("[name=password]", Stage.Password);
        await page.ClickAsync("main button, form button");
        await page.GotoAsync($"{address}/?lang={language}");
        // The sign-in page answers a visitor with 401; complaints count from here on.
        page.Console += (_, message) => Note(message.Type is "error" ? message.Text : null);
        page.PageError += (_, error) => Note(error);
        page.Request += (_, request) => Note(request.Url.StartsWith(address, StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal) ? null : $"a request left the hub: {request.Url}");
        await page.ReloadAsync();
        return page;
    }

    /// <summary>Keeps a picture of the page for people to look at.</summary>
    public static Task KeepAsync(IPage page, string name, bool whole = false) =>
        page.ScreenshotAsync(new PageScreenshotOptions { FullPage = whole, Path = Checkout.File("artifacts", "screens", name + ".png") });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Note(string? complaint)
    {
        if (complaint is not null)
        {
            _complaints.Add(complaint);
        }
    }
}
