using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Dashboard;

/// <summary>What a proctor's wall is told, from the first incident to the decision and its undoing.</summary>
public class WallFeedTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Tells_of_an_incident_its_decision_and_the_undoing()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        using var proctor = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Proctor);
        using var watcher = new Watcher();
        await watcher.OpenAsync(hub, proctor);
        var room = await watcher.WaitAsync(item => item.GetProperty("kind").GetString() == "room");
        Assert.Equal(10, room.GetProperty("seats").GetArrayLength());

        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "7", Now() - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8))));
        var proposed = await watcher.WaitAsync(item => Is(item, "open"));
        Assert.Equal(("Clara C.", "alarm"), (proposed.GetProperty("person").GetString(), proposed.GetProperty("sev").GetString()));
        Assert.Equal("ұялы телефон", proposed.GetProperty("name").GetProperty("kk").GetString());
        var id = proposed.GetProperty("id").GetString()!;

        using var taken = await proctor.PostAsync($"/wall/exams/{HubFolder.Exam}/incidents/{id}/handling", new { handling = "take" });
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        await watcher.WaitAsync(item => Is(item, "open") && item.TryGetProperty("taken", out var name) && name.GetString() == "proctor person");
        using var snoozed = await proctor.PostAsync($"/wall/exams/{HubFolder.Exam}/incidents/{id}/handling", new { handling = "snooze" });
        var later = await watcher.WaitAsync(item => Is(item, "open") && item.TryGetProperty("snoozed", out _));
        Assert.InRange(later.GetProperty("snoozed").GetInt64(), Now().ToUnixTimeMilliseconds(), Now().AddMinutes(3).ToUnixTimeMilliseconds());

        using var without = await proctor.DecideAsync(id, new { decision = "dismiss" });
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        using var missing = await proctor.DecideAsync("no-such-incident", new { decision = "confirm" });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var saved = await proctor.DecideAsync(id, new { decision = "dismiss", reason = "An allowed calculator" });
        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        var verdict = (await saved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("verdict").GetString();
        var dismissed = await watcher.WaitAsync(item => Is(item, "dismissed"));
        Assert.Equal(("proctor person", verdict), (dismissed.GetProperty("by").GetString(), dismissed.GetProperty("verdict").GetString()));

        using var undone = await proctor.DecideAsync(id, new { decision = "undo", undoes = verdict });
        Assert.Equal(HttpStatusCode.Created, undone.StatusCode);
        await watcher.WaitAsync(item => Is(item, "open"));
        var audit = await hub.ReadAsync(session => session.ListAsync("SELECT action FROM audit WHERE action LIKE 'verdict.%' ORDER BY number", row => row.GetString(0), CancellationToken.None));
        Assert.Equal(["verdict.Dismiss", "verdict.Undo"], audit);
    }

    [Fact]
    public async Task Shows_a_node_that_is_online_with_a_demo_model_and_one_that_has_gone()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        using var proctor = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Proctor);
        using var watcher = new Watcher();
        await watcher.OpenAsync(hub, proctor);
        var topics = new Topics(HubFolder.Campus, HubFolder.Node);
        await node.PublishAsync(Wire.Encode(new NodeBirth
        {
            Boot = node.Boot, Software = "test", Hardware = "test", Profile = "x64", At = Now(), Models = [new ModelInUse("hall-seed", new string('a', 64), Demo: true)],
        }), topics.Birth);
        await watcher.WaitAsync(item => Node(item, online: true) && item.GetProperty("demo").GetBoolean());
        await node.PublishAsync(Wire.Encode(new NodeState("an-earlier-life", false, Now())), topics.State);
        await node.PublishAsync(Wire.Encode(new NodeState(node.Boot, false, Now())), topics.State);
        await watcher.WaitAsync(item => Node(item, online: false));
    }

    [Fact]
    public async Task Answers_no_foreign_page_and_goes_on_from_a_known_revision()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var proctor = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Proctor);
        using var foreign = new Watcher();
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.OpenAsync(hub, proctor, origin: "https://elsewhere.example"));
        using var first = new Watcher();
        await first.OpenAsync(hub, proctor);
        var snapshot = await first.NextAsync();
        Assert.True(snapshot.GetProperty("whole").GetBoolean());
        using var second = new Watcher();
        await second.OpenAsync(hub, proctor, query: $"?life={snapshot.GetProperty("life").GetString()}&since={snapshot.GetProperty("revision").GetInt64()}");
        var changes = await second.NextAsync();
        Assert.False(changes.GetProperty("whole").GetBoolean());
    }

    private static bool Is(JsonElement item, string state) => item.GetProperty("kind").GetString() == "incident" && item.GetProperty("state").GetString() == state;

    private static bool Node(JsonElement item, bool online) =>
        item.GetProperty("kind").GetString() == "node" && item.GetProperty("id").GetString() == HubFolder.Node && item.GetProperty("online").GetBoolean() == online;

    private static DateTimeOffset Now() => WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));

    private sealed class Watcher : IDisposable
    {
        private readonly ClientWebSocket _socket = new();
        private readonly CancellationTokenSource _late = new(_limit);

        public Task OpenAsync(TestHub hub, Visitor visitor, string? origin = null, string query = "")
        {
            _socket.Options.Cookies = visitor.Cookies;
            if (origin is not null)
            {
                _socket.Options.SetRequestHeader("Origin", origin);
            }
            return _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{hub.Folder.WebPort}/wall/feed{query}"), _late.Token);
        }

        public async Task<JsonElement> NextAsync()
        {
            using var message = new MemoryStream();
            var buffer = new byte[16_384];
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(), _late.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            return JsonDocument.Parse(message.ToArray()).RootElement;
        }

        public async Task<JsonElement> WaitAsync(Func<JsonElement, bool> wanted)
        {
            while (true)
            {
                foreach (var item in (await NextAsync()).GetProperty("items").EnumerateObject().Where(item => item.Value.ValueKind == JsonValueKind.Object))
                {
                    if (wanted(item.Value))
                    {
                        return item.Value;
                    }
                }
            }
        }

        public void Dispose()
        {
            _socket.Dispose();
            _late.Dispose();
        }
    }
}
