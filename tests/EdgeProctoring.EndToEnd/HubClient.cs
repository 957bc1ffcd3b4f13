using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeProctoring.EndToEnd;

/// <summary>A proctor's program that asks the hub over its HTTP API.</summary>
internal sealed class HubClient : IDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http;

    private HubClient(string address) => _http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address) };

    public static async Task<HubClient> SignInAsync(string address, string login, CancellationToken cancel)
    {
        var client = new HubClient(address);
        var answer = await client._http.PostAsJsonAsync("/api/v1/session", new { login, password = Stage.Password }, cancel);
        Assert.True(answer.IsSuccessStatusCode, $"The sign-in was answered with {answer.StatusCode}.");
        return client;
    }

    public static async Task WaitUntilReadyAsync(string address, Func<string?> hasFailed, TimeSpan limit)
    {
        using var client = new HubClient(address);
        using var late = new CancellationTokenSource(limit);
        while (!await client.IsReadyAsync(late.Token))
        {
            Assert.True(hasFailed() is null, hasFailed());
            await Task.Delay(_between, late.Token);
        }
    }

    public async Task<IReadOnlyList<SeenIncident>> IncidentsAsync(string exam, CancellationToken cancel) =>
        (await _http.GetFromJsonAsync<IncidentList>($"/api/v1/exams/{exam}/incidents", cancel))!.Incidents;

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => await _http.GetFromJsonAsync<JsonElement>(path, cancel);

    /// <summary>The answer to a write; an empty object where there is no body.</summary>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Forgery-Token", (await GetAsync("/api/v1/session", cancel)).GetProperty("token").GetString());
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path} was answered with {answer.StatusCode}: {text}");
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    /// <summary>Asks until the incidents are as wanted; fails with the last answer when time runs out.</summary>
    public async Task<IReadOnlyList<SeenIncident>> WaitForAsync(Func<IReadOnlyList<SeenIncident>, bool> wanted, TimeSpan limit, Func<string> logs)
    {
        using var late = new CancellationTokenSource(limit);
        IReadOnlyList<SeenIncident> last = [];
        try
        {
            while (!wanted(last))
            {
                last = await IncidentsAsync("e-1", late.Token);
                await Task.Delay(_between, late.Token);
            }
            return last;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not as wanted within {limit}; seen: {string.Join("; ", last)}\n{logs()}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            return (await _http.GetAsync("/health/ready", cancel)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed record IncidentList(IReadOnlyList<SeenIncident> Incidents);
}

/// <summary>An incident as the API tells it.</summary>
internal sealed record SeenIncident(string Id, string Code, IReadOnlyList<string> Seats, DateTimeOffset From, DateTimeOffset? To, string State, IReadOnlyList<SeenEvidence> Evidence)
{
    public bool HasPicture => Evidence.Any(one => one.Stored);
    public override string ToString() => $"{Code} at {string.Join(',', Seats)} from {From:HH:mm:ss}{(HasPicture ? " with picture" : "")}";
}

internal sealed record SeenEvidence(string Id, bool Stored);
