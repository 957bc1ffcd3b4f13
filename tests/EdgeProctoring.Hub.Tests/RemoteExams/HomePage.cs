using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>A student's page as the hub sees it: steps, segments, pieces.</summary>
internal sealed class HomePage
{
    private readonly RemoteStage _stage;
    private readonly string _token;

    private HomePage(RemoteStage stage, Visitor visitor, string sitting, string token) => (_stage, Http, Sitting, _token) = (stage, visitor.Http, sitting, token);

    public string Sitting { get; }
    public string Tab { get; private set; } = NewTab();
    public long Segment { get; private set; }
    public HttpClient Http { get; }

    /// <summary>Opens a student's page of an exam; another student's sitting where one is named.</summary>
    public static async Task<HomePage> OpenAsync(RemoteStage stage, string exam, string login = "student", bool segment = true, string? sittingOf = null)
    {
        var (visitor, token) = await stage.SignedInAsync(login);
        var page = new HomePage(stage, visitor, $"{exam}.r.{sittingOf ?? login}", token);
        if (segment)
        {
            await page.OpenSegmentAsync();
        }
        return page;
    }

    public static string NewTab() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Another life of the page, which knows the one before.</summary>
    public Task OpenSegmentAsync() => OpenSegmentAsync(NewTab(), Tab);

    public async Task<HttpResponseMessage> AskSegmentAsync(string tab, string? before) => await SendAsync(HttpMethod.Post, "segments", JsonContent.Create(new { tab, before }));

    public async Task<string> StateAsync() => (await Http.GetFromJsonAsync<JsonElement>($"/exam/{Sitting}/state")).GetProperty("state").GetString()!;

    public async Task<HttpStatusCode> StepAsync(string step, string detail = "")
    {
        using var reply = await SendAsync(HttpMethod.Post, $"steps/{step}", JsonContent.Create(new { detail }));
        return reply.StatusCode;
    }

    /// <summary>Through all steps until the exam runs.</summary>
    public async Task StartAsync()
    {
        Assert.Equal(HttpStatusCode.OK, await StepAsync("consent", "default"));
        Assert.Equal(HttpStatusCode.OK, await StepAsync("check", "mic=0.1"));
        using (var shown = await PutAsync("identity", 0, "a picture"))
        {
            Assert.Equal(HttpStatusCode.Created, shown.StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, await StepAsync("identity", $"{Segment}/0"));
        await GuideAsync("admit");
        Assert.Equal(HttpStatusCode.OK, await StepAsync("start"));
    }

    /// <summary>A line to staff.</summary>
    public async Task<HttpStatusCode> SayAsync(string kind, string text)
    {
        using var reply = await SendAsync(HttpMethod.Post, "messages", JsonContent.Create(new { kind, text }));
        return reply.StatusCode;
    }

    /// <summary>What a proctor does with the sitting, which must work.</summary>
    public async Task GuideAsync(string step, string? reason = null)
    {
        using var reply = await AskGuideAsync(step, new { reason });
        Assert.True(reply.StatusCode == HttpStatusCode.NoContent, $"{step}: {reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
    }

    public async Task<HttpResponseMessage> AskGuideAsync(string step, object body)
    {
        var (proctor, token) = await _stage.SignedInAsync("proctor");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/exams/{Sitting[..Sitting.IndexOf(".r.", StringComparison.Ordinal)]}/remote/{Sitting}/{step}") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Forgery-Token", token);
        return await proctor.Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PutAsync(string stream, long seq, string content, DateTimeOffset? from = null, double seconds = 3) =>
        PutAsync(stream, Segment, seq, Encoding.UTF8.GetBytes(content), from ?? TimeProvider.System.GetUtcNow().AddSeconds(-seconds), seconds);

    public async Task<HttpResponseMessage> PutAsync(string stream, long segment, long seq, byte[] bytes, DateTimeOffset from, double seconds, string? sha256 = null, string? tab = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/exam/{Sitting}/streams/{stream}/{segment}/{seq}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Sha256", sha256 ?? Convert.ToHexStringLower(SHA256.HashData(bytes)));
        request.Headers.Add("X-From", from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-To", from.AddSeconds(seconds).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Tab", tab ?? Tab);
        request.Headers.Add("X-Forgery-Token", _token);
        return await Http.SendAsync(request);
    }

    public static async Task<string> CodeAsync(HttpResponseMessage reply) => (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;

    private async Task OpenSegmentAsync(string tab, string? before)
    {
        using var reply = await AskSegmentAsync(tab, before);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        Segment = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("segment").GetInt64();
        Tab = tab;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content)
    {
        var request = new HttpRequestMessage(method, $"/exam/{Sitting}/{path}") { Content = content };
        request.Headers.Add("X-Forgery-Token", _token);
        return await Http.SendAsync(request);
    }
}
