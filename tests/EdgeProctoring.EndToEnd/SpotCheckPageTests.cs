using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A dean with a phone: draws a room, looks, loses the network, signs all the same.</summary>
[Collection(PageStage.Name)]
public class SpotCheckPageTests(PageStage pages)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 60_000 };

    [Fact]
    public async Task Visits_a_drawn_room_takes_a_photo_and_signs_through_a_gap_of_the_network()
    {
        var before = pages.Browser.Complaints.Count;
        var page = await pages.Browser.SignInAsync(pages.Stage.Address, "dean", "kk", 390, 844);
        await page.GotoAsync($"{pages.Stage.Address}/spot-checks?lang=kk");
        await Browser.KeepAsync(page, "spot-list-phone", whole: true);
        await page.Locator("form[action='/spot-checks/draws'] button").ClickAsync();
        await Assertions.Expect(page.Locator(".spot__seats .tile")).ToHaveCountAsync(6, new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => document.querySelector('.live canvas')?.width > 300", null, new() { Timeout = 60_000 });
        await Browser.KeepAsync(page, "spot-kk-phone");
        await Browser.KeepAsync(page, "spot-kk-phone-whole", whole: true);

        // An irregularity needs its sentence.
        await page.Locator("[name=result]").Nth(1).CheckAsync(new() { Force = true });
        await page.Locator(".spot__cta .btn--primary").ClickAsync();
        await Assertions.Expect(page.Locator("#note[aria-invalid=true]")).ToBeVisibleAsync();
        await page.FillAsync("#note", "Екі телефон үстел үстінде");
        await page.FillAsync("#head-examinees", "5");
        await page.Locator(".spot__check button").Nth(5).ClickAsync();
        var photo = Path.Combine(pages.Stage.Folder, "visit.png");
        await page.Locator(".live").ScreenshotAsync(new() { Path = photo });
        await page.SetInputFilesAsync("input[type=file]", photo);
        await Assertions.Expect(page.Locator(".spot__photos img")).ToHaveCountAsync(1);

        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator(".spot__net")).ToBeVisibleAsync(_soon);
        await Assertions.Expect(page.Locator(".spot__seats[data-stale]")).ToBeVisibleAsync();
        await page.Locator(".spot__cta .btn--primary").ClickAsync();
        await Assertions.Expect(page.Locator(".spot__cta [role=status]")).ToBeVisibleAsync();
        await Browser.KeepAsync(page, "spot-offline-kk-phone");
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Locator(".badge[data-by=person][data-sev=watch]")).ToBeVisibleAsync(_soon);
        await Assertions.Expect(page.Locator(".spot__photos img")).ToHaveCountAsync(1);
        await page.WaitForFunctionAsync("() => document.querySelector('.spot__photos img').naturalWidth > 100");
        await Browser.KeepAsync(page, "spot-signed-kk-phone", whole: true);
        var visit = page.Url;
        foreach (var language in new[] { "ru", "en" })
        {
            await page.GotoAsync($"{pages.Stage.Address}/spot-checks?lang={language}");
            await Browser.KeepAsync(page, $"spot-list-{language}-phone", whole: true);
        }
        await page.GotoAsync($"{visit}/draw?lang=ru");
        await Browser.KeepAsync(page, "spot-draw-ru-phone", whole: true);
        var desk = await pages.Browser.SignInAsync(pages.Stage.Address, "dean", "en");
        await desk.GotoAsync($"{pages.Stage.Address}/spot-checks?lang=en");
        await Browser.KeepAsync(desk, "spot-list-en");
        Assert.DoesNotContain(pages.Browser.Complaints.Skip(before), complaint => !complaint.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal) && !complaint.Contains("ERR_NETWORK_CHANGED", StringComparison.Ordinal));
    }
}
