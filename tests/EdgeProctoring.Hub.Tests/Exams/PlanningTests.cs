using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;

namespace EdgeProctoring.Hub.Tests.Exams;

/// <summary>The exam office's day: catalogue, exam, roster without seats, seats, accommodations; on both engines.</summary>
public sealed class PlanningTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    public static TheoryData<bool> Engines => [false, true];

    [Theory, MemberData(nameof(Engines))]
    public async Task Plans_an_exam_seats_its_roster_and_runs_it(bool postgreSql)
    {
        await using var hub = await TestHub.StartAsync("-10m", postgreSql ? await server.NewDatabaseAsync() : null);
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        await SavedAsync(office.PutAsync("/api/v1/courses/phys", new { name = "Physics", faculty = "science" }));
        await SavedAsync(office.PutAsync("/api/v1/groups/FZ-23", new { name = "ФЗ-23", faculty = "science" }));
        await SavedAsync(office.PutAsync("/api/v1/rooms/301", new { name = "Room 301", seats = Seats(5) }));
        await SavedAsync(office.PutAsync("/api/v1/exams/phys-1", Plan(TimeProvider.System.GetUtcNow().AddMinutes(30))));
        await SavedAsync(office.PutAsync("/api/v1/exams/phys-1", Plan(TimeProvider.System.GetUtcNow().AddMinutes(40))));
        await SavedAsync(office.PutAsync("/api/v1/exams/phys-1/aids", new { aids = new[] { "calculator", "paper" } }));

        using var roster = await TableAsync(office, "/api/v1/exams/phys-1/roster", "id,name,group\ns-1,Aliya,A\ns-2,Bolat,A\ns-3,Camila,B\ns-4,Dana,B\n");
        Assert.Equal(HttpStatusCode.OK, roster.StatusCode);
        var preview = await (await office.PostAsync("/api/v1/exams/phys-1/seating/preview", new { lot = "7" })).Content.ReadFromJsonAsync<JsonElement>();
        var given = await (await office.PostAsync("/api/v1/exams/phys-1/seating", new { lot = "7" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(preview.GetRawText(), given.GetRawText());
        Assert.Equal("A B A B", string.Join(' ', given.GetProperty("given").EnumerateArray().Select(seat => seat.GetProperty("group").GetString())));
        await SavedAsync(office.PutAsync("/api/v1/exams/phys-1/sittings/phys-1..s-1/accommodations", new { accommodations = new object[] { new { kind = "extra-time", minutes = 20 }, new { kind = "mask" } } }));

        var exam = await office.Http.GetFromJsonAsync<JsonElement>("/api/v1/exams/phys-1");
        Assert.Equal(("science", 4, 0, "default"), (exam.GetProperty("faculty").GetString(), exam.GetProperty("sittings").GetInt32(), exam.GetProperty("unseated").GetInt32(), exam.GetProperty("pack").GetString()));
        Assert.Equal("u-proctor", exam.GetProperty("rooms")[0].GetProperty("people")[0].GetString());
        var sitting = await office.Http.GetFromJsonAsync<JsonElement>("/api/v1/exams/phys-1/sittings/phys-1..s-1");
        Assert.Equal(("authorised", 20, "301"), (sitting.GetProperty("state").GetString(), sitting.GetProperty("extraMinutes").GetInt32(), sitting.GetProperty("room").GetString()));

        // A row without a seat leaves the seat that was given; taking the table again changes nothing.
        using var again = await TableAsync(office, "/api/v1/exams/phys-1/roster", "id,name,group\ns-1,Aliya,A\ns-2,Bolat,A\n");
        Assert.Equal(2, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("unchanged").GetInt32());
        using var gone = await office.SendAsync(HttpMethod.Delete, "/api/v1/exams/phys-1", null);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var missing = await office.Http.GetAsync("/api/v1/exams/phys-1");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Lists_every_error_of_a_plan_at_once_and_saves_nothing()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var refused = await office.PutAsync("/api/v1/exams/bad", new { title = "", from = "2026-12-18T09:00:00+05:00", minutes = 0, pack = "none", course = "none", aids = new[] { "gun" }, groups = new[] { "none" }, rooms = new[] { new { room = "999", staff = 1, people = new[] { "u-nobody" } } } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["aids", "course", "groups", "minutes", "pack", "rooms", "rooms.people", "title"], errors.EnumerateObject().Select(error => error.Name).Order());
        using var nulls = await office.PutAsync("/api/v1/exams/bad", new { title = "x", rooms = (object?)null });
        Assert.Equal(HttpStatusCode.BadRequest, nulls.StatusCode);
        using var missing = await office.Http.GetAsync("/api/v1/exams/bad");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Keeps_time_rules_and_rooms_of_an_exam_that_has_begun()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var moved = await office.PutAsync($"/api/v1/exams/{HubFolder.Exam}", new { title = "Mathematics", from = TimeProvider.System.GetUtcNow().AddMinutes(30), minutes = 60, pack = "default", rooms = new[] { new { room = HubFolder.Room, staff = 1 } } });
        Assert.Equal(HttpStatusCode.Conflict, moved.StatusCode);
        using var aids = await office.PutAsync($"/api/v1/exams/{HubFolder.Exam}/aids", new { aids = new[] { "book" } });
        Assert.Equal(HttpStatusCode.Conflict, aids.StatusCode);
        using var cancelled = await office.SendAsync(HttpMethod.Delete, $"/api/v1/exams/{HubFolder.Exam}", null);
        Assert.Equal(HttpStatusCode.Conflict, cancelled.StatusCode);
        using var seats = await office.PutAsync($"/api/v1/rooms/{HubFolder.Room}", new { name = "204", seats = Seats(3) });
        Assert.Equal(HttpStatusCode.Conflict, seats.StatusCode);
    }

    [Fact]
    public async Task Keeps_a_rule_pack_of_ones_own_and_never_another_under_its_version()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        var text = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "rules", "default.yaml"))).Replace("id: default", "id: ours", StringComparison.Ordinal);
        using var taken = await office.SendAsync(HttpMethod.Post, "/api/v1/packs", new StringContent(text));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var same = await office.SendAsync(HttpMethod.Post, "/api/v1/packs", new StringContent(text));
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        using var other = await office.SendAsync(HttpMethod.Post, "/api/v1/packs", new StringContent(text.Replace("keep-days:      { value: 30", "keep-days:      { value: 31", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var broken = await office.SendAsync(HttpMethod.Post, "/api/v1/packs", new StringContent("id: x\nversion: one\n"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Contains("ours", (await office.Http.GetFromJsonAsync<JsonElement>("/api/v1/packs")).EnumerateArray().Select(pack => pack.GetProperty("id").GetString()));
    }

    private static object Plan(DateTimeOffset from) => new
    {
        title = "Physics", course = "phys", from, minutes = 90, pack = "default", identify = true, groups = new[] { "FZ-23" },
        rooms = new[] { new { room = "301", staff = 2, people = new[] { "u-proctor" } } },
    };

    private static JsonElement Seats(int count) => JsonDocument.Parse(HubFolder.SeatMap(1, count)).RootElement.GetProperty("seats");

    private static async Task SavedAsync(Task<HttpResponseMessage> sending)
    {
        using var reply = await sending;
        Assert.True(reply.StatusCode == HttpStatusCode.NoContent, $"{reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
    }

    private static Task<HttpResponseMessage> TableAsync(Visitor visitor, string path, string table)
    {
        var content = new StringContent(table);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv") { CharSet = "utf-8" };
        return visitor.SendAsync(HttpMethod.Post, path, content);
    }
}
