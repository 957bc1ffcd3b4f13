using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>A proctor plays what a camera recorded of a sitting, by key, on the clock that the timeline shows.</summary>
[Collection(PageStage.Name)]
public class ReviewPlayTests(PageStage pages)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Plays_stops_jumps_and_goes_to_the_next_gap_by_key()
    {
        var before = pages.Browser.Complaints.Count;
        var page = await pages.Browser.SignInAsync(pages.Stage.Address, "proctor", "en");
        await OpenWithFilmAsync(page, TestContext.Current.CancellationToken);
        await page.WaitForFunctionAsync("() => document.querySelector('ep-players video')?.readyState >= 2", null, new() { Timeout = 60_000 });
        Assert.Equal(1, await page.Locator(".timeline .playhead").CountAsync());

        var start = await AtAsync(page);
        await page.Keyboard.PressAsync("Space");
        await page.WaitForFunctionAsync("start => document.querySelector('ep-players').at > start + 1000", start, new() { Timeout = 30_000 });
        await page.WaitForFunctionAsync("() => document.querySelector('ep-players video').currentTime > 0");
        await page.Keyboard.PressAsync("Space");
        var stopped = await AtAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.InRange(await AtAsync(page) - stopped, 4_000, 5_001);
        await page.Keyboard.PressAsync("Period");
        await Assertions.Expect(page.Locator("ep-players .seg [aria-pressed=true]")).ToHaveTextAsync("2×");
        var gaps = await page.EvaluateAsync<double[]>("() => JSON.parse(document.getElementById('recordings').textContent).gaps.map(gap => gap.from)");
        if (gaps.Length > 0)
        {
            await page.Keyboard.PressAsync("KeyG");
            Assert.Contains(await AtAsync(page), gaps);
        }
        await Browser.KeepAsync(page, "review-playing-en");
        Assert.Empty(pages.Browser.Complaints.Skip(before));
    }

    // A clip ends ten seconds after what it shows, and is then still on its way.
    private async Task OpenWithFilmAsync(IPage page, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(90));
        await page.GotoAsync($"{pages.Stage.Address}/review/e-1/e-1.r-1.4?lang=en");
        while (await page.Locator("ep-players").CountAsync() == 0)
        {
            await Task.Delay(_between, late.Token);
            await page.ReloadAsync();
        }
    }

    private static Task<double> AtAsync(IPage page) => page.EvaluateAsync<double>("() => document.querySelector('ep-players').at");
}
