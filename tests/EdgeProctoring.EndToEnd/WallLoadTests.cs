using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace EdgeProctoring.EndToEnd;

/// <summary>Five hundred seats and five hundred changes a second: everything fits, every change is seen.</summary>
[Collection(PageStage.Name)]
public class WallLoadTests(PageStage pages, ITestOutputHelper output)
{
    private const int Rooms = 17;
    private const int SeatsPerRoom = 30;
    private const int MessagesPerSecond = 10;
    private const int ChangesPerMessage = 50;
    private const int Seconds = 10;

    [Fact]
    public async Task Shows_five_hundred_seats_without_scrolling_and_five_hundred_changes_a_second()
    {
        var cancel = TestContext.Current.CancellationToken;
        var page = await pages.Browser.SignInAsync(pages.Stage.Address, "proctor", "en");
        var opened = new TaskCompletionSource<IWebSocketRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteWebSocketAsync("**/wall/feed*", socket => opened.TrySetResult(socket));
        await page.GotoAsync($"{pages.Stage.Address}/wall?lang=en");
        var feed = await opened.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
        feed.Send(Message(1, whole: true, RoomsOfCampus()));
        await Assertions.Expect(page.Locator(".map")).ToHaveCountAsync(Rooms);
        feed.Send(Message(2, whole: false, Changes(1)));
        await Assertions.Expect(page.Locator(".tile[data-sev]").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => { const maps = document.querySelector('.maps'); return maps.scrollHeight <= maps.clientHeight + 1 && document.documentElement.scrollHeight <= innerHeight; }"), "the rooms scroll");
        await Browser.KeepAsync(page, "wall-500-seats");

        // What the watcher sees is the frame after the change was applied.
        await page.EvaluateAsync("""
            () => { window.ages = []; const wall = document.querySelector('ep-wall'); const take = wall.take;
              wall.take = function (update) { take.call(this, update); requestAnimationFrame(() => setTimeout(() => window.ages.push(Date.now() - update.sent))); }; }
            """);
        var measuring = await page.Context.NewCDPSessionAsync(page);
        await measuring.SendAsync("Performance.enable");
        var (busy, at) = await BusyAsync(measuring);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / MessagesPerSecond));
        for (var sent = 0; sent < Seconds * MessagesPerSecond && await clock.WaitForNextTickAsync(cancel); sent++)
        {
            feed.Send(Message(3 + sent, whole: false, Changes(2 + sent)));
        }
        await page.WaitForFunctionAsync($"() => window.ages.length >= {Seconds * MessagesPerSecond}", null, new() { Timeout = 60_000 });
        var (busyAfter, after) = await BusyAsync(measuring);
        var ages = (await page.EvaluateAsync<double[]>("() => window.ages")).Order().ToArray();
        var share = (busyAfter - busy) / (after - at);
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancel)).Split(' ')[0];
        var figures = string.Create(CultureInfo.InvariantCulture, $"{Rooms * SeatsPerRoom} seats, {MessagesPerSecond * ChangesPerMessage} changes/s for {Seconds} s: sent to pixels p50 {ages[ages.Length / 2]:F0} ms, p95 {ages[ages.Length * 95 / 100]:F0} ms; main thread {share:P0}; load {load}");
        output.WriteLine(figures);
        await File.WriteAllTextAsync(Checkout.File("artifacts", "wall-load.txt"), figures, cancel);
        Assert.Equal(ChangesPerMessage, await page.EvaluateAsync<int>("() => [...document.querySelector('ep-wall').board.items.values()].filter(item => item.kind === 'incident').length"));
        if (Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1")
        {
            Assert.True(ages[ages.Length * 95 / 100] <= 300 && share <= 0.25, figures);
        }
    }

    private static async Task<(double Busy, double At)> BusyAsync(ICDPSession session)
    {
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        return (metrics["TaskDuration"], metrics["Timestamp"]);
    }

    private static string Message(int revision, bool whole, Dictionary<string, object> items)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return JsonSerializer.Serialize(new { life = "test", revision, now, sent = now, whole, items });
    }

    private static Dictionary<string, object> RoomsOfCampus()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Enumerable.Range(1, Rooms).ToDictionary(room => $"room:e/{room}", room => (object)new
        {
            kind = "room", exam = "e", room = $"{room}", name = $"{room}", title = "Exam", from = now - 600_000, to = now + 3_600_000,
            seats = Enumerable.Range(0, SeatsPerRoom).Select(seat => new { id = $"{seat + 1}", name = $"Student {seat + 1}", row = 5 - (seat / 6), x = seat % 6 * 1000, y = seat / 6 * 1000, box = new[] { 0, 0, 1, 1 }, sitting = $"e.{room}.{seat + 1}" }),
        });
    }

    // The same fifty incidents over and over, in another state each time.
    private static Dictionary<string, object> Changes(int round) => Enumerable.Range(0, ChangesPerMessage).ToDictionary(at => $"incident:{at}", at => (object)new
    {
        kind = "incident", id = $"{at}", exam = "e", room = $"{(at % 3) + 1}", roomName = $"{(at % 3) + 1}", seats = new[] { $"{(at % SeatsPerRoom) + 1}" }, person = $"Student {(at % SeatsPerRoom) + 1}", code = "PHONE",
        sev = (at + round) % 2 == 0 ? "alarm" : "watch", scope = "person", @class = "F", state = "open", quiet = false, open = true, from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (round * 1000), covered = true, cameras = 1,
        evidence = Array.Empty<object>(), name = new { kk = "телефон", ru = "телефон", en = "phone" }, why = new { kk = "", ru = "", en = $"seen {round} s" },
    });
}
