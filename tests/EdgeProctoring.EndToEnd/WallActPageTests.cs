using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A proctor acts from the wall's drawer, by pointer and by key, for one person and for a room.</summary>
[Collection(PageStage.Name)]
public class WallActPageTests(PageStage pages)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 60_000 };

    [Fact]
    public async Task Warns_one_person_and_pauses_a_room_and_takes_it_back_within_five_seconds()
    {
        var before = pages.Browser.Complaints.Count;
        var page = await pages.Browser.SignInAsync(pages.Stage.Address, "proctor", "en");
        await page.GotoAsync($"{pages.Stage.Address}/wall?lang=en");
        var tile = page.Locator(".tile[data-seat='4']");
        await Assertions.Expect(tile).ToBeVisibleAsync(_soon);
        await tile.ClickAsync();
        await Assertions.Expect(page.Locator(".drawer h2")).ToHaveTextAsync("Student 4");
        await page.Keyboard.PressAsync("w");
        await page.Locator(".act .btn--primary").ClickAsync();
        await Assertions.Expect(page.Locator(".act [aria-invalid=true]")).ToBeVisibleAsync();
        await page.Locator(".act__quick .btn").First.ClickAsync();
        await Browser.KeepAsync(page, "wall-warn-en");
        await page.Locator(".act .btn--primary").ClickAsync();
        await Assertions.Expect(page.Locator(".drawer .badge", new() { HasText = "1 warning" })).ToBeVisibleAsync(_soon);

        await page.Locator(".mh__act").First.ClickAsync();
        await page.Locator(".dgrid .btn", new() { HasText = "Pause" }).ClickAsync();
        await page.FillAsync("#act-reason", "Fire alarm");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".tile[data-seat='1'][data-state='paused']")).ToBeVisibleAsync(_soon);
        await Browser.KeepAsync(page, "wall-paused-en");
        await page.Locator(".wall__toast .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".tile[data-state='paused']")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        foreach (var language in new[] { "kk", "ru" })
        {
            await page.GotoAsync($"{pages.Stage.Address}/wall?lang={language}");
            await page.Locator(".tile[data-seat='4']").ClickAsync();
            await page.Keyboard.PressAsync("Shift+KeyT");
            await Assertions.Expect(page.Locator(".act .btn--danger")).ToBeVisibleAsync();
            await Browser.KeepAsync(page, $"wall-terminate-{language}");
        }
        var phone = await pages.Browser.SignInAsync(pages.Stage.Address, "proctor", "kk", 390, 844);
        await phone.GotoAsync($"{pages.Stage.Address}/wall?lang=kk");
        await phone.Locator(".tile[data-seat='4']").ClickAsync();
        await Browser.KeepAsync(phone, "wall-drawer-phone");
        Assert.Empty(pages.Browser.Complaints.Skip(before));
    }
}
