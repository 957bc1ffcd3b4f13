using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A student's Chromium at home: headless, with a drawn webcam, a voice and a pretended screen.</summary>
internal sealed class HomeBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly string _profile;

    private HomeBrowser(IPlaywright playwright, IBrowserContext context, string profile) => (_playwright, _context, _profile) = (playwright, context, profile);

    public IBrowserContext Context => _context;

    /// <summary>Devices and screens are what the flags say; without any, all is as it should be.</summary>
    public static async Task<HomeBrowser> StartAsync(string film, string voice, HomeDevices? devices = null)
    {
        var chromium = Peer.Require("chromium");
        devices ??= new HomeDevices();
        var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("home-").FullName;
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = chromium, Headless = true, ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                devices.Denied ? "--use-fake-ui-for-media-stream=deny" : "--use-fake-ui-for-media-stream",
                $"--use-fake-device-for-media-stream=display-media-type={devices.Surface}", $"--use-file-for-fake-video-capture={film}", $"--use-file-for-fake-audio-capture={voice}",
                .. devices.SecondDisplay ? ["--screen-info={0,0 1600x1000}{1600,0 1280x1024}"] : Array.Empty<string>(),
            ],
        });
        if (devices.Surface != "monitor")
        {
            // Whoever picks something else than what the page wishes for: pretended devices follow the wish, people may not.
            await context.AddInitScriptAsync("const share = MediaDevices.prototype.getDisplayMedia; MediaDevices.prototype.getDisplayMedia = function () { return share.call(this, { video: true }); };");
        }
        return new HomeBrowser(playwright, context, profile);
    }

    public async Task<IPage> SignInAsync(string address, string login, string language)
    {
        var page = _context.Pages[0];
        await page.GotoAsync($"{address}/sign-in?lang={language}&back=/exam");
        await page.FillAsync("[name=login]", login);
        await page.FillAsync("[name=password]", Stage.Password);
        await page.ClickAsync("form button");
        await page.ClickAsync(".sitting .btn--primary");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
        Directory.Delete(_profile, recursive: true);
    }
}

/// <summary>What is different at a home.</summary>
internal sealed record HomeDevices
{
    /// <summary>monitor, window or browser.</summary>
    public string Surface { get; init; } = "monitor";
    public bool Denied { get; init; }
    public bool SecondDisplay { get; init; }
}
