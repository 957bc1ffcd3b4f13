using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A person's browser, as far as HTTP goes: a cookie jar, no redirects followed.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public Visitor(Uri hub) => Http = new HttpClient(_handler) { BaseAddress = hub };

    public HttpClient Http { get; }
    public CookieContainer Cookies => _handler.CookieContainer;

    public static async Task<Visitor> SignedInAsync(Uri hub, string role)
    {
        var visitor = new Visitor(hub);
        using var reply = await visitor.Http.PostAsJsonAsync("/api/v1/session", new { login = role, password = HubFolder.Password });
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        return visitor;
    }

    /// <summary>The token that the wall's page carries for changes.</summary>
    public async Task<string> TokenAsync(string page = "/wall") => Token().Match(await Http.GetStringAsync(page)).Groups[1].Value;

    public async Task<JsonElement> IncidentsAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{HubFolder.Exam}/incidents")).GetProperty("incidents");

    public async Task<HttpResponseMessage> DecideAsync(string incident, object verdict)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/exams/{HubFolder.Exam}/incidents/{incident}/verdicts") { Content = JsonContent.Create(verdict) };
        request.Headers.Add("X-Forgery-Token", await TokenAsync());
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<HttpResponseMessage> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Sends with the token that changes need.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forgery-Token", (await Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("token").GetString());
        return await Http.SendAsync(request);
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
