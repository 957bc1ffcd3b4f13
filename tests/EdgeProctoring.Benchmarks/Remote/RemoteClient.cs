using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeProctoring.Benchmarks.Remote;

/// <summary>One student's page at the level of HTTP, with the real protocol and the real sizes.</summary>
internal sealed class RemoteClient : IDisposable
{
    /// <summary>Clients that share an address: a hub bears so many sign-ins a minute from one.</summary>
    private const int PerAddress = 40;
    private static readonly TimeSpan _piece = TimeSpan.FromSeconds(3);
    private static readonly (string Stream, int Bytes)[] _media = [("webcam", 97_000), ("mic", 9_000), ("screen", 60_000)];

    private readonly HttpClient _http;
    private readonly string _tab = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly string _login;
    private readonly byte[] _picture;
    private readonly Dictionary<string, long> _next = new(StringComparer.Ordinal);
    private string _token = "";
    private long _segment;

    public RemoteClient(Uri hub, int number, string login, byte[] picture)
    {
        (_login, _picture) = (login, picture);
        var own = new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number / PerAddress))]), 0);
        _http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = new CookieContainer(), AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(own);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = hub };
    }

    public string Sitting => $"{RemoteCampus.Exam}.r.{_login}";
    public long Sent { get; private set; }
    public long Failed { get; private set; }
    public List<double> Milliseconds { get; } = [];

    public async Task SignInAsync(CancellationToken cancel)
    {
        using var reply = await _http.PostAsJsonAsync("/api/v1/session", new { login = _login, password = RemoteCampus.Password }, cancel);
        reply.EnsureSuccessStatusCode();
        _token = (await _http.GetFromJsonAsync<JsonElement>("/api/v1/session", cancel)).GetProperty("token").GetString()!;
    }

    public Task PostAsync(string path, object body, CancellationToken cancel) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancel);

    public async Task PrepareAsync(CancellationToken cancel)
    {
        var opened = await SendAsync(HttpMethod.Post, $"/exam/{Sitting}/segments", JsonContent.Create(new { tab = _tab }), cancel);
        _segment = JsonDocument.Parse(opened).RootElement.GetProperty("segment").GetInt64();
        await PostAsync($"/exam/{Sitting}/steps/consent", new { detail = "default" }, cancel);
        await PostAsync($"/exam/{Sitting}/steps/check", new { detail = "load" }, cancel);
        await PutAsync("identity", _picture, TimeSpan.Zero, cancel);
        await PostAsync($"/exam/{Sitting}/steps/identity", new { detail = $"{_segment}/0" }, cancel);
    }

    /// <summary>Records and sends until told to stop; pictures each so often, none where it is zero.</summary>
    public async Task SitAsync(TimeSpan pictures, double phase, CancellationToken stop)
    {
        try
        {
            await Task.Delay(_piece * phase, stop);
            var media = SendEveryAsync(_piece, async () =>
            {
                foreach (var (stream, bytes) in _media)
                {
                    await PutAsync(stream, RandomNumberGenerator.GetBytes(bytes), _piece, CancellationToken.None);
                }
            }, stop);
            var looks = pictures == TimeSpan.Zero ? Task.CompletedTask : SendEveryAsync(pictures, () => PutAsync("pictures", _picture, TimeSpan.Zero, CancellationToken.None), stop);
            await Task.WhenAll(media, looks);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancel) => _http.GetFromJsonAsync<JsonElement>(path, cancel);

    public void Dispose() => _http.Dispose();

    private static async Task SendEveryAsync(TimeSpan every, Func<Task> send, CancellationToken stop)
    {
        using var clock = new PeriodicTimer(every);
        while (await clock.WaitForNextTickAsync(stop))
        {
            await send();
        }
    }

    private async Task PutAsync(string stream, byte[] bytes, TimeSpan length, CancellationToken cancel)
    {
        var seq = _next.GetValueOrDefault(stream);
        _next[stream] = seq + 1;
        var to = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/exam/{Sitting}/streams/{stream}/{_segment}/{seq}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        request.Headers.Add("X-From", (to - length).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-To", to.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Tab", _tab);
        request.Headers.Add("X-Forgery-Token", _token);
        var clock = Stopwatch.GetTimestamp();
        using var reply = await _http.SendAsync(request, cancel);
        lock (Milliseconds)
        {
            Sent++;
            Failed += reply.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict ? 0 : 1;
            Milliseconds.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
    }

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forgery-Token", _token);
        using var reply = await _http.SendAsync(request, cancel);
        var text = await reply.Content.ReadAsStringAsync(cancel);
        return reply.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)reply.StatusCode} {text}");
    }
}
