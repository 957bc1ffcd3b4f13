using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeProctoring.Hub.Api;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;

namespace EdgeProctoring.Hub.Tests.Api;

/// <summary>What programs rely on: a description, one effect for one request, signed news, numbers.</summary>
public sealed class ApiTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Changes_once_for_one_key_however_often_it_is_sent(bool postgreSql)
    {
        await using var hub = await TestHub.StartAsync("-10m", postgreSql ? await server.NewDatabaseAsync() : null);
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        var (first, body) = await WarnAsync(proctor, "key-1", "look ahead");
        var (again, same) = await WarnAsync(proctor, "key-1", "look ahead");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, body), (first, again, same));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WarnAsync(proctor, "key-1", "something else")).Status);
        Assert.Equal(HttpStatusCode.Created, (await WarnAsync(proctor, "key-2", "look ahead")).Status);
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WarnAsync(proctor, "key-3", "at once")));
        Assert.All(atOnce, one => Assert.Contains(one.Status, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Equal(3, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM steps", CancellationToken.None)));
        // A key is the account's own.
        using var other = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var saved = await SendAsync(other, HttpMethod.Put, "/api/v1/courses/c-1", "key-1", new { name = "Course", faculty = "f" });
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
    }

    [Fact]
    public async Task Describes_every_endpoint_of_the_programs_interface()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        var document = await office.Http.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, Method: operation.Name, Operation: operation.Value))).ToList();
        Assert.True(operations.Count > 50, $"{operations.Count}");
        Assert.Equal(operations.Count, operations.Select(one => one.Operation.GetProperty("operationId").GetString()).Distinct().Count());
        var plan = operations.Single(one => one is { Path: "/api/v1/exams/{exam}", Method: "put" }).Operation;
        Assert.True(plan.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").TryGetProperty("minutes", out _));
        Assert.Contains("exam-office", plan.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_webhook_signed_and_again_until_it_listens()
    {
        var port = FreePort.Next();
        await using var hub = await TestHub.StartAsync("-10m");
        using var administrator = await Visitor.SignedInAsync(hub.Address, Roles.Administrator);
        using var foreign = await administrator.PostAsync("/api/v1/webhooks", new { address = "http://elsewhere.example/" });
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        using var added = await administrator.PostAsync("/api/v1/webhooks", new { address = $"http://127.0.0.1:{port}/hook", events = new[] { "step" } });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var secret = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        using var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        listener.Start();
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        await WarnAsync(proctor, "k", "first");
        var (body, signature) = await HearAsync(listener, 500);
        var (again, second) = await HearAsync(listener, 200);
        Assert.Equal(body, again);
        foreach (var one in (string[])[signature, second])
        {
            var parts = one.Split(',').ToDictionary(part => part[..part.IndexOf('=', StringComparison.Ordinal)], part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"))), parts["v1"]);
            Assert.True(Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(parts["t"], CultureInfo.InvariantCulture)) < 60);
        }
        Assert.Equal("warn", JsonDocument.Parse(body).RootElement.GetProperty("about").GetProperty("kind").GetString());
        await Eventually.TrueAsync(async () => await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM deliveries", CancellationToken.None)) == 0, "it was told");
    }

    [Fact]
    public async Task Shows_its_numbers_as_prometheus_reads_them()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(Contracts.ObservationKind.Phone, "1", TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(1))));
        await node.ReceiptAsync(1);
        using var it = await Visitor.SignedInAsync(hub.Address, Roles.It);
        var text = await it.Http.GetStringAsync("/metrics");
        Assert.Contains("# TYPE hub_ingest_items counter\nhub_ingest_items ", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_count{", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'), line => Assert.Matches(@"^[A-Za-z_][A-Za-z0-9_]*(\{.*\})? -?[0-9.E+-]+$", line));
    }

    private static async Task<(string Body, string Signature)> HearAsync(HttpListener listener, int answer)
    {
        var context = await listener.GetContextAsync().WaitAsync(_limit);
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = answer;
        context.Response.Close();
        return (body, context.Request.Headers[WebhookSender.Signature]!);
    }

    private static async Task<(HttpStatusCode Status, string Body)> WarnAsync(Visitor visitor, string key, string reason)
    {
        using var reply = await SendAsync(visitor, HttpMethod.Post, $"/api/v1/exams/{HubFolder.Exam}/sittings/{HubFolder.Exam}.{HubFolder.Room}.1/steps", key, new { step = "warn", reason });
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, HttpMethod method, string path, string key, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Forgery-Token", (await visitor.Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("token").GetString());
        request.Headers.Add(IdempotencyGuard.Header, key);
        return await visitor.Http.SendAsync(request);
    }
}
