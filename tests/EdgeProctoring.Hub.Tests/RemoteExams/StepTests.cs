using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>A student's way from the rules to the end, and what people do with it.</summary>
public class StepTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    [Fact]
    public async Task Leads_from_the_rules_to_the_end_and_no_step_can_be_left_out()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        Assert.Equal("registered", await page.StateAsync());
        foreach (var early in (string[])["check", "start", "finish"])
        {
            Assert.Equal(HttpStatusCode.Conflict, await page.StepAsync(early));
        }
        Assert.Equal(HttpStatusCode.BadRequest, await page.StepAsync("identity", "1/9"));
        await page.StartAsync();
        Assert.Equal("running", await page.StateAsync());
        Assert.Equal(HttpStatusCode.Conflict, await page.StepAsync("start"));
        Assert.Equal(HttpStatusCode.OK, await page.StepAsync("finish"));
        Assert.Equal("ended", await page.StateAsync());
        Assert.Equal("finish", (await page.Http.GetFromJsonAsync<JsonElement>($"/exam/{page.Sitting}/state")).GetProperty("endedBy").GetString());
    }

    [Fact]
    public async Task Does_not_begin_before_the_exam_does()
    {
        var exam = await stage.NextExamAsync("+10m");
        var page = await HomePage.OpenAsync(stage, exam);
        Assert.Equal(HttpStatusCode.OK, await page.StepAsync("consent"));
        Assert.Equal(HttpStatusCode.OK, await page.StepAsync("check"));
        using var shown = await page.PutAsync("identity", 0, "a picture");
        Assert.Equal(HttpStatusCode.OK, await page.StepAsync("identity", $"{page.Segment}/0"));
        await page.GuideAsync("admit");
        Assert.Equal(HttpStatusCode.Conflict, await page.StepAsync("start"));
        Assert.Equal("admitted", await page.StateAsync());
    }

    [Fact]
    public async Task Tells_the_student_why_a_proctor_asks_again_pauses_and_ends()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StepAsync("consent");
        await page.StepAsync("check");
        using var shown = await page.PutAsync("identity", 0, "a picture");
        await page.StepAsync("identity", $"{page.Segment}/0");
        await page.GuideAsync("ask-again", "the card is blurred");
        Assert.Equal(("checked", "the card is blurred"), await ToldAsync(page));
        await page.StepAsync("identity", $"{page.Segment}/0");
        await page.GuideAsync("admit");
        await page.StepAsync("start");
        await page.GuideAsync("pause", "fire alarm");
        Assert.Equal(("paused", "fire alarm"), await ToldAsync(page));
        await page.GuideAsync("resume");
        Assert.Equal("running", await page.StateAsync());
        await page.GuideAsync("terminate", "somebody else answers");
        Assert.Equal(("ended", "somebody else answers"), await ToldAsync(page));
    }

    [Fact]
    public async Task Shows_the_proctor_the_pictures_of_document_and_face()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StepAsync("consent");
        await page.StepAsync("check");
        using var shown = await page.PutAsync("identity", 0, "a picture");
        await page.StepAsync("identity", $"{page.Segment}/0");
        var (proctor, token) = await stage.SignedInAsync("proctor");
        var list = await proctor.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{exam}/remote");
        var line = list.GetProperty("sittings").EnumerateArray().First(one => one.GetProperty("sitting").GetString() == page.Sitting);
        Assert.Equal("waiting", line.GetProperty("state").GetString());
        var picture = line.GetProperty("pictures")[0].GetString();
        Assert.Equal("a picture", await proctor.Http.GetStringAsync($"/media/{picture}"));
        using var guide = await proctor.Http.GetAsync("/remote");
        Assert.Contains($"/media/{picture}", await guide.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var press = new HttpRequestMessage(HttpMethod.Post, $"/remote/{page.Sitting}") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["step"] = "admit", ["reason"] = "" }) };
        press.Headers.Add("X-Forgery-Token", token);
        using var pressed = await proctor.Http.SendAsync(press);
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Equal("admitted", await page.StateAsync());
    }

    [Theory, InlineData("kk", "Менің емтихандарым"), InlineData("ru", "Мои экзамены"), InlineData("en", "My exams")]
    public async Task Shows_its_pages_in_the_students_language(string language, string title)
    {
        var page = await HomePage.OpenAsync(stage, RemoteStage.Exam, segment: false);
        var list = await page.Http.GetStringAsync($"/exam?lang={language}");
        var exam = await page.Http.GetStringAsync($"/exam/{RemoteStage.Sitting}?lang={language}");
        Assert.Contains(title, list, StringComparison.Ordinal);
        Assert.Contains(title, exam, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\"", exam, StringComparison.Ordinal);
    }

    private static async Task<(string State, string? Reason)> ToldAsync(HomePage page)
    {
        var state = await page.Http.GetFromJsonAsync<JsonElement>($"/exam/{page.Sitting}/state");
        return (state.GetProperty("state").GetString()!, state.GetProperty("reason").GetString());
    }
}
