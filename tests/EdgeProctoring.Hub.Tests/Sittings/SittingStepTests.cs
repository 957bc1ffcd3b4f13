using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;

namespace EdgeProctoring.Hub.Tests.Sittings;

/// <summary>What people do with sittings, and what the judges make of it, on both engines and after a restart.</summary>
public sealed class SittingStepTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    public static TheoryData<bool> Engines => [false, true];

    [Theory, MemberData(nameof(Engines))]
    public async Task Judges_by_the_steps_and_again_alike_after_a_restart(bool postgreSql)
    {
        await using var hub = await TestHub.StartAsync("-10m", postgreSql ? await server.NewDatabaseAsync() : null);
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var paused = await proctor.PostAsync(Of("1", "steps"), new { step = "pause", reason = "fire alarm" });
        Assert.Equal(HttpStatusCode.Created, paused.StatusCode);
        var now = WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "1", now.AddMinutes(-2), TimeSpan.FromMinutes(1))), node.Item(node.Seen(ObservationKind.Phone, "7", now.AddMinutes(-2), TimeSpan.FromMinutes(1))));
        await node.ReceiptAsync(2);
        using var resumed = await proctor.PostAsync(Of("1", "steps"), new { step = "resume" });
        using var moved = await proctor.PostAsync(Of("7", "steps"), new { step = "move", seat = "9" });
        Assert.Equal(HttpStatusCode.Created, moved.StatusCode);
        using var longer = await proctor.PostAsync($"/api/v1/exams/{HubFolder.Exam}/rooms/{HubFolder.Room}/steps", new { step = "extra-time", minutes = 10, reason = "late start" });
        Assert.Equal(HttpStatusCode.Created, longer.StatusCode);

        var before = await ListAsync(proctor);
        Assert.Equal(["running 1 10", "running 2 10", "running 9 10"], before.Select(one => $"{one.GetProperty("state").GetString()} {one.GetProperty("seat").GetString()} {one.GetProperty("extraMinutes").GetInt32()}"));
        Assert.True(before[2].GetProperty("trust").GetInt32() < 1000, "The phone was seen before the move and stays with the person.");
        await Eventually.TrueAsync(async () => await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM exam_rooms r JOIN exams e ON e.id = r.exam WHERE r.until_us - e.to_us >= 600000000", CancellationToken.None)) == 1, "the cameras go on");

        await hub.StopAsync();
        await hub.StartAgainAsync();
        using var again = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        Assert.Equal(before.Select(Steady), (await ListAsync(again)).Select(Steady));
    }

    [Fact]
    public async Task Refuses_what_is_not_possible_now_by_name_and_changes_nothing()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        Assert.Equal(("not-away", 409), await RefusedAsync(proctor, Of("1", "steps"), new { step = "resume" }));
        Assert.Equal(("seat-not-free", 409), await RefusedAsync(proctor, Of("1", "steps"), new { step = "move", seat = "2" }));
        Assert.Equal(("seat-not-free", 409), await RefusedAsync(proctor, Of("1", "steps"), new { step = "move", seat = "99" }));
        Assert.Equal(("not-ended", 409), await RefusedAsync(proctor, Of("1", "steps"), new { step = "review" }));
        Assert.Equal((null, 400), await RefusedAsync(proctor, Of("1", "steps"), new { step = "terminate" }));
        Assert.Equal((null, 400), await RefusedAsync(proctor, Of("1", "steps"), new { step = "decide", reason = "x" }));
        Assert.Equal((null, 400), await RefusedAsync(proctor, Of("1", "steps"), new { step = "exit", minutes = 0 }));
        Assert.Equal((null, 404), await RefusedAsync(proctor, Of("99", "steps"), new { step = "pause" }));
        Assert.Equal((null, 404), await RefusedAsync(proctor, $"/api/v1/exams/{HubFolder.Exam}/rooms/999/steps", new { step = "pause" }));
        Assert.Equal(0, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM steps", CancellationToken.None)));
    }

    [Fact]
    public async Task Ends_by_force_is_reviewed_and_signed_and_every_step_is_in_the_chain()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var dean = await Visitor.SignedInAsync(hub.Address, Roles.Dean);
        foreach (var (person, path, body) in new (Visitor, string, object)[]
        {
            (proctor, "steps", new { step = "warn", reason = "eyes on your own paper" }), (proctor, "steps", new { step = "terminate", reason = "second phone" }),
            (proctor, "steps", new { step = "review" }), (dean, "outcome", new { step = "decide", reason = "annul" }), (dean, "outcome", new { step = "finalise" }),
        })
        {
            using var reply = await person.PostAsync(Of("1", path), body);
            Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        }
        var view = await proctor.Http.GetFromJsonAsync<JsonElement>(Of("1"));
        Assert.Equal(("final", true, 1), (view.GetProperty("state").GetString(), view.GetProperty("terminated").GetBoolean(), view.GetProperty("warnings").GetInt32()));
        Assert.Equal(5, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM chain WHERE kind = 'step'", CancellationToken.None)));
        Assert.Equal(5, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action LIKE 'sitting.%'", CancellationToken.None)));
        await using var database = hub.Folder.Open();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => database.WriteAsync(session => session.DoAsync("UPDATE steps SET kind = 3", CancellationToken.None), CancellationToken.None));
        Assert.Contains("steps is append-only", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> ListAsync(Visitor visitor)
    {
        var first = await visitor.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{HubFolder.Exam}/sittings?limit=2");
        var rest = await visitor.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{HubFolder.Exam}/sittings?limit=2&after={first.GetProperty("next").GetString()}");
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        return [.. first.GetProperty("items").EnumerateArray(), .. rest.GetProperty("items").EnumerateArray()];
    }

    private static async Task<(string? Code, int Status)> RefusedAsync(Visitor visitor, string path, object body)
    {
        using var reply = await visitor.PostAsync(path, body);
        var text = await reply.Content.ReadAsStringAsync();
        return (text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null, (int)reply.StatusCode);
    }

    // All but what grows with the clock.
    private static string Steady(JsonElement sitting) => string.Join(' ', sitting.EnumerateObject().Where(field => field.Name is not ("coverage" or "proposal")).Select(field => field.Value.ToString()));

    private static string Of(string seat, string rest = "") => $"/api/v1/exams/{HubFolder.Exam}/sittings/{HubFolder.Exam}.{HubFolder.Room}.{seat}{(rest.Length > 0 ? "/" : "")}{rest}";
}
