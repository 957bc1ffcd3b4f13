using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

public class TalkTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    [Fact]
    public async Task Brings_lines_both_ways_and_warnings_as_lines()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        await page.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await page.SayAsync("help", "I need help."));
        using (var answer = await page.AskGuideAsync("messages", new { text = "What happened?" }))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        await page.GuideAsync("warn", "eyes on the screen");
        Assert.Equal(["student help I need help.", "staff message What happened?", "staff warning eyes on the screen"], await LinesAsync(page));
    }

    [Fact]
    public async Task Does_not_warn_twice_in_half_a_minute()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        await page.StartAsync();
        await page.GuideAsync("warn", "first");
        using var again = await page.AskGuideAsync("warn", new { reason = "second" });
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        Assert.Equal(["staff warning first"], await LinesAsync(page));
    }

    [Fact]
    public async Task Takes_ten_lines_a_minute_and_refuses_what_is_no_line()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await page.SayAsync("shout", "hello"));
        Assert.Equal(HttpStatusCode.BadRequest, await page.SayAsync("message", " "));
        Assert.Equal(HttpStatusCode.BadRequest, await page.SayAsync("message", new string('x', 513)));
        for (var line = 0; line < 10; line++)
        {
            Assert.Equal(HttpStatusCode.NoContent, await page.SayAsync("message", $"line {line}"));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, await page.SayAsync("message", "one too many"));
    }

    [Fact]
    public async Task Tells_a_listening_page_at_once_that_there_is_news()
    {
        var cancel = TestContext.Current.CancellationToken;
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        await page.StartAsync();
        var (visitor, _) = await stage.SignedInAsync("student");
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = visitor.Cookies;
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{stage.Hub.Folder.WebPort}/exam/{page.Sitting}/talk"), cancel);
        var told = socket.ReceiveAsync(new byte[64], cancel);
        await page.GuideAsync("pause", "fire alarm");
        Assert.Equal(WebSocketMessageType.Text, (await told.WaitAsync(TimeSpan.FromSeconds(5), cancel)).MessageType);
        Assert.Equal("paused", await page.StateAsync());
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(HomePage page) =>
        [.. (await page.Http.GetFromJsonAsync<JsonElement>($"/exam/{page.Sitting}/state")).GetProperty("messages").EnumerateArray()
            .Select(line => $"{line.GetProperty("from")} {line.GetProperty("kind")} {line.GetProperty("text")}")];
}
