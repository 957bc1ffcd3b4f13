using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A proctor looks at the wall while a drawn student takes out a phone.</summary>
public class WallTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 60_000 };

    [Fact]
    public async Task Shows_an_incident_with_its_photo_while_the_proctor_looks_and_takes_the_decision()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var browser = await Browser.StartAsync();
        await using var stage = await Stage.SetAsync(Films.Of("wall", 40, Films.Phone(4, 10, 12)), cancel);
        var page = await browser.SignInAsync(stage.Address, "proctor", "en");
        await Assertions.Expect(page.Locator(".tile[data-seat='4']")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(page.Locator(".tile[data-sev='alarm']")).ToHaveCountAsync(0);

        stage.StartAgent();
        await Assertions.Expect(page.Locator(".tile[data-seat='4'][data-sev='alarm'][data-by='machine']")).ToBeVisibleAsync(_soon);
        var incident = page.Locator(".inc[data-code='PHONE']");
        await Assertions.Expect(incident).ToHaveCountAsync(1);
        await Assertions.Expect(incident.Locator("img")).ToBeVisibleAsync(_soon);

        await incident.Locator(".inc__pic").ClickAsync();
        var photo = page.Locator(".photo img");
        await Assertions.Expect(photo).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.photo img').naturalWidth > 300");
        await Browser.KeepAsync(page, "wall-photo-en");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(photo).ToHaveCountAsync(0);

        foreach (var language in new[] { "kk", "ru", "en" })
        {
            await page.GotoAsync($"{stage.Address}/wall?lang={language}");
            await Assertions.Expect(page.Locator(".tile[data-seat='4'][data-sev='alarm']")).ToBeVisibleAsync(_soon);
            await Browser.KeepAsync(page, $"wall-{language}");
        }

        // A decision covers the time that the person judged: wait until the phone is put away.
        using var hub = await HubClient.SignInAsync(stage.Address, "proctor", cancel);
        await hub.WaitForAsync(seen => seen.Any(one => one is { Code: "PHONE", To: not null }), TimeSpan.FromSeconds(60), () => stage.Logs);
        await Assertions.Expect(page.Locator(".inc[data-code='PHONE'] .num")).Not.ToContainTextAsync("goes on", new() { Timeout = 30_000 });
        await page.Locator(".inc[data-code='PHONE'] .btn--primary").ClickAsync();
        await Assertions.Expect(page.Locator(".inc[data-code='PHONE'][data-by='person']")).ToBeVisibleAsync(_soon);
        await Browser.KeepAsync(page, "wall-confirmed-en");
        Assert.Equal("confirmed", Assert.Single(await hub.IncidentsAsync("e-1", cancel), one => one.Code == "PHONE").State);
        Assert.Empty(browser.Complaints);
    }
}
