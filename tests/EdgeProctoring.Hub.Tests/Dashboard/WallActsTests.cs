using System.Net;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.Dashboard;

/// <summary>What proctors do on the wall is seen by the others, and outlives the hub.</summary>
public class WallActsTests
{
    [Fact]
    public async Task Still_knows_after_a_restart_who_looks_after_an_incident()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "7", TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8))));
        var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        await Eventually.TrueAsync(async () => (await proctor.IncidentsAsync()).GetArrayLength() > 0, "the phone is an incident");
        var path = $"/wall/exams/{HubFolder.Exam}/incidents/{(await proctor.IncidentsAsync())[0].GetProperty("id").GetString()}/handling";
        var me = await hub.ReadAsync(session => session.FindAsync("SELECT id FROM users WHERE login = @login", row => row.GetString(0), CancellationToken.None, ("@login", Roles.Proctor)));
        var dean = await hub.ReadAsync(session => session.FindAsync("SELECT id FROM users WHERE login = @login", row => row.GetString(0), CancellationToken.None, ("@login", Roles.Dean)));
        using var nobody = await proctor.PostAsync(path, new { handling = "assign" });
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        using var noProctor = await proctor.PostAsync(path, new { handling = "assign", to = dean });
        Assert.Equal(HttpStatusCode.NotFound, noProctor.StatusCode);
        using var assigned = await proctor.PostAsync(path, new { handling = "assign", to = me });
        Assert.Equal(HttpStatusCode.NoContent, assigned.StatusCode);
        Assert.Equal("proctor person", Incident(hub)?.GetProperty("taken").GetString());
        proctor.Dispose();

        await hub.StopAsync();
        await hub.StartAgainAsync();
        await Eventually.TrueAsync(() => Incident(hub) is { } shown && shown.TryGetProperty("taken", out var taken) && taken.GetString() == "proctor person", "the wall knows who looks after it");
        using var again = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var left = await again.PostAsync(path, new { handling = "leave" });
        await hub.StopAsync();
        await hub.StartAgainAsync();
        await Eventually.TrueAsync(() => Incident(hub) is not null, "the incident is back");
        Assert.False(Incident(hub)!.Value.TryGetProperty("taken", out _));
    }

    [Fact]
    public async Task Shows_who_is_paused_and_warned_as_soon_as_it_is_done()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        var exam = $"/api/v1/exams/{HubFolder.Exam}";
        using var warned = await proctor.PostAsync($"{exam}/sittings/{HubFolder.Exam}.{HubFolder.Room}.7/steps", new { step = "warn", reason = "Keep quiet" });
        Assert.Equal(HttpStatusCode.Created, warned.StatusCode);
        using var paused = await proctor.PostAsync($"{exam}/rooms/{HubFolder.Room}/steps", new { step = "pause", reason = "Fire alarm" });
        Assert.Equal(HttpStatusCode.Created, paused.StatusCode);
        await Eventually.TrueAsync(() => Seat(hub, "7") is var seat && State(seat) == "paused" && seat.TryGetProperty("warnings", out var warnings) && warnings.GetInt32() == 1 && State(Seat(hub, "1")) == "paused", "the wall shows it");
        using var resumed = await proctor.PostAsync($"{exam}/sittings/{HubFolder.Exam}.{HubFolder.Room}.7/steps", new { step = "resume" });
        await Eventually.TrueAsync(() => State(Seat(hub, "7")) is null && State(Seat(hub, "1")) == "paused", "one goes on, the other not yet");
    }

    private static string? State(JsonElement seat) => seat.TryGetProperty("state", out var state) ? state.GetString() : null;

    private static JsonElement Seat(TestHub hub, string id) => Items(hub).First(item => item.GetProperty("kind").GetString() == "room").GetProperty("seats").EnumerateArray().First(seat => seat.GetProperty("id").GetString() == id);

    private static JsonElement? Incident(TestHub hub) => Items(hub).Where(item => item.GetProperty("kind").GetString() == "incident").Select(item => (JsonElement?)item).FirstOrDefault();

    private static IEnumerable<JsonElement> Items(TestHub hub) =>
        hub.Services.GetRequiredService<WallBoard>().Since(null, 0).Items.Select(item => JsonDocument.Parse(item.Json!).RootElement);
}
