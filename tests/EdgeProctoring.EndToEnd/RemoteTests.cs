using System.Text.Json;
using EdgeProctoring.Synthetic.Script;
using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A student sits an exam at home in a real Chromium, while computers, networks and people do what they do.</summary>
public class RemoteTests
{
    private const float Soon = 45_000;
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = Soon };

    [Fact]
    public async Task Goes_from_the_sign_in_to_the_end_and_the_drawn_phone_becomes_an_incident_with_its_photo()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await HomeStage.SetAsync(Webcam("home-phone", new WebcamEvent { At = 0, For = 30, Does = WebcamDeed.Phone }), cancel);
        await using var browser = await HomeBrowser.StartAsync(stage.Film, stage.Voice);
        var page = await browser.SignInAsync(stage.Address, "sara", "en");
        await StartAsync(page, stage);
        using var hub = await HubClient.SignInAsync(stage.Address, "proctor", cancel);
        await hub.WaitForAsync(seen => seen.Any(one => one.Code == "PHONE" && one.HasPicture), TimeSpan.FromSeconds(60), () => stage.Logs);
        await KeepAsync(page, "remote-exam-en");
        await Assertions.Expect(page.Locator(".saving")).ToContainTextAsync("saved to");

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ClickAsync(".sit__bar .btn");
        await Assertions.Expect(page.Locator("[data-phase=ended] [data-waiting='0']")).ToBeVisibleAsync(_soon);
        await KeepAsync(page, "remote-ended-en");
        await page.GotoAsync($"{stage.Address}/exam/e-1.r.sara/after?lang=kk");
        await Assertions.Expect(page.Locator(".after img").First).ToBeVisibleAsync(_soon);
        await KeepAsync(page, "remote-after-kk");
    }

    [Fact]
    public async Task Loses_nothing_through_an_outage_a_dead_hub_and_a_reload_and_says_so_meanwhile()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await HomeStage.SetAsync(Webcam("home-quiet"), cancel);
        await using var browser = await HomeBrowser.StartAsync(stage.Film, stage.Voice);
        var page = await browser.SignInAsync(stage.Address, "sara", "en");
        await StartAsync(page, stage);
        await Assertions.Expect(page.Locator(".saving[data-saving=recording]")).ToContainTextAsync("saved to", new() { Timeout = Soon });

        // EDGEPROCTORING_SOAK=1: a whole minute each.
        var outage = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 60 : 8);
        await browser.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator(".saving[data-saving=offline]")).ToContainTextAsync("saved on this computer", new() { Timeout = Soon });
        await page.WaitForTimeoutAsync((float)outage.TotalMilliseconds);
        await KeepAsync(page, "remote-offline-en");
        await browser.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".saving[data-saving=recording]")).ToBeVisibleAsync(_soon);

        await stage.KillHubAsync();
        await page.WaitForTimeoutAsync((float)outage.TotalMilliseconds);
        await stage.StartHubAsync();
        await Assertions.Expect(page.Locator(".saving[data-saving=recording]")).ToBeVisibleAsync(_soon);

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-phase=rejoin]")).ToBeVisibleAsync(_soon);
        await KeepAsync(page, "remote-rejoin-en");
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-phase=running]")).ToBeVisibleAsync(_soon);
        await page.WaitForTimeoutAsync(5_000);

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ClickAsync(".sit__bar .btn");
        await Assertions.Expect(page.Locator("[data-phase=ended] [data-waiting='0']")).ToBeVisibleAsync(_soon);
        Assert.Equal("", await HolesAsync(stage));
    }

    [Theory, InlineData("window", "screen", "screen.window"), InlineData("browser", "screen", "screen.tab")]
    public async Task Refuses_anything_but_the_whole_screen_and_says_how_to_mend_it(string surface, string check, string reason)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await HomeStage.SetAsync(Webcam("home-quiet"), cancel);
        await using var browser = await HomeBrowser.StartAsync(stage.Film, stage.Voice, new HomeDevices { Surface = surface });
        var page = await browser.SignInAsync(stage.Address, "sara", "ru");
        await AgreeAsync(page);
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-check=upload][data-state=ready]")).ToBeVisibleAsync(_soon);
        await page.ClickAsync(".go .btn--primary");
        await RefusedAsync(page, check, reason);
    }

    [Fact]
    public async Task Refuses_a_denied_camera_and_a_second_display_and_says_how_to_mend_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await HomeStage.SetAsync(Webcam("home-quiet"), cancel);
        await using (var denied = await HomeBrowser.StartAsync(stage.Film, stage.Voice, new HomeDevices { Denied = true }))
        {
            var page = await denied.SignInAsync(stage.Address, "sara", "kk");
            await AgreeAsync(page);
            await page.ClickAsync(".go .btn--primary");
            await RefusedAsync(page, "camera", "camera.denied");
        }
        await using var extended = await HomeBrowser.StartAsync(stage.Film, stage.Voice, new HomeDevices { SecondDisplay = true });
        var second = await extended.SignInAsync(stage.Address, "sara", "en");
        await second.ClickAsync(".go .btn--primary");
        await RefusedAsync(second, "display", "display.second");
    }

    [Fact]
    public async Task Lets_one_tab_speak_and_the_other_go_on_when_it_is_closed()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await HomeStage.SetAsync(Webcam("home-quiet"), cancel);
        await using var browser = await HomeBrowser.StartAsync(stage.Film, stage.Voice);
        var first = await browser.SignInAsync(stage.Address, "sara", "en");
        await Assertions.Expect(first.Locator("[data-phase=rules]")).ToBeVisibleAsync(_soon);
        var second = await browser.Context.NewPageAsync();
        await second.GotoAsync(first.Url);
        await Assertions.Expect(second.Locator("[data-phase=elsewhere]")).ToBeVisibleAsync(_soon);
        await first.CloseAsync();
        await Assertions.Expect(second.Locator("[data-phase=rules]")).ToBeVisibleAsync(_soon);
    }

    private static WebcamScript Webcam(string name, params WebcamEvent[] events) =>
        new() { Name = name, Seconds = 40, Width = 640, Height = 360, Rate = 30, Events = [.. events] };

    private static async Task AgreeAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-phase=rules]")).ToBeVisibleAsync(_soon);
        await page.CheckAsync("#agree");
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-phase=check]")).ToBeVisibleAsync(_soon);
    }

    /// <summary>As a newcomer would: each step has one thing to press.</summary>
    private static async Task StartAsync(IPage page, HomeStage stage)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await AgreeAsync(page);
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-check=upload][data-state=ready]")).ToBeVisibleAsync(_soon);
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator(".chk[data-state=ready]")).ToHaveCountAsync(8, new() { Timeout = Soon });
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-phase=identity]")).ToBeVisibleAsync(_soon);
        foreach (var shot in new[] { 1, 2, 3, 4 })
        {
            await Assertions.Expect(page.Locator(".shot")).ToContainTextAsync($"{shot}");
            await page.ClickAsync(".go .btn--primary");
        }
        await Assertions.Expect(page.Locator("[data-phase=waiting]")).ToBeVisibleAsync(_soon);
        await using (var staff = await Browser.StartAsync())
        {
            var proctor = await staff.SignInAsync(stage.Address, "proctor", "en");
            await proctor.GotoAsync($"{stage.Address}/remote?lang=en");
            await Assertions.Expect(proctor.Locator(".guide__pictures img")).ToHaveCountAsync(4, new() { Timeout = Soon });
            await Browser.KeepAsync(proctor, "remote-guide-en");
            await proctor.ClickAsync("button[value=admit]");
            await Assertions.Expect(proctor.Locator(".guide[data-state=admitted]")).ToBeVisibleAsync(_soon);
        }
        await Assertions.Expect(page.Locator("[data-phase=ready]")).ToBeVisibleAsync(_soon);
        await page.ClickAsync(".go .btn--primary");
        await Assertions.Expect(page.Locator("[data-phase=running]")).ToBeVisibleAsync(_soon);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"From link to exam took {clock.Elapsed}.");
    }

    private static async Task RefusedAsync(IPage page, string check, string reason)
    {
        var line = page.Locator($"[data-check={check}][data-state=fix]");
        await Assertions.Expect(line.Locator(".cure li")).Not.ToHaveCountAsync(0, new() { Timeout = Soon });
        await Assertions.Expect(page.Locator(".go .btn--primary")).ToHaveAttributeAsync("aria-disabled", "true");
        await KeepAsync(page, $"remote-refused-{reason}");
    }

    // What lacks of the recording by its own numbers: nothing may.
    private static async Task<string> HolesAsync(HomeStage stage)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = new Uri(stage.Address) };
        using var signIn = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(http, "/api/v1/session", new { login = "proctor", password = Stage.Password });
        var list = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/exams/{HomeStage.Exam}/remote")).RootElement;
        return string.Join("; ", list.GetProperty("sittings")[0].GetProperty("streams").EnumerateArray()
            .Where(stream => stream.GetProperty("missing").GetInt64() > 0 || stream.GetProperty("implausible").GetInt64() > 0).Select(stream => stream.ToString()));
    }

    private static Task KeepAsync(IPage page, string name) => Browser.KeepAsync(page, name);
}
