using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Completeness;

/// <summary>An exam is sealed when nothing lacks, or when a named person accepted what does.</summary>
public class SealTests
{
    [Fact]
    public async Task Refuses_the_seal_until_somebody_accepts_each_lack_with_a_reason()
    {
        await using var hub = await TestHub.StartAsync("-70m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var (from, to) = await hub.ReadAsync(session => session.FindAsync("SELECT from_us, to_us FROM exams",
            row => (WireTime.FromMicroseconds(row.GetInt64(0)), WireTime.FromMicroseconds(row.GetInt64(1))), CancellationToken.None));
        await node.SendAsync(
            node.Next(seq => new BatchItem(seq) { Coverage = Covered(from, from.AddMinutes(20), held: true) }),
            node.Next(seq => new BatchItem(seq) { Coverage = Covered(from.AddMinutes(20), from.AddMinutes(25), held: false) }),
            node.Next(seq => new BatchItem(seq) { Coverage = Covered(from.AddMinutes(25), to, held: true) }),
            node.Next(seq => new BatchItem(seq) { Manifest = Entry("e-lost", from) }));
        await node.ReceiptAsync(4);

        using var officer = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        var book = await officer.Http.GetFromJsonAsync<JsonElement>(Path("completeness"));
        var stream = book.GetProperty("streams").EnumerateArray().First(one => one.GetProperty("seat").GetString() == "1");
        Assert.Equal((55, 60), (stream.GetProperty("heldMinutes").GetInt32(), stream.GetProperty("allMinutes").GetInt32()));

        using var refused = await PostAsync(officer, Path("seal"), new { });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var open = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("open").EnumerateArray().ToList();
        Assert.Equal(["evidence", "gap"], open.Select(point => point.GetProperty("kind").GetString()).Order());
        Assert.Contains(open, point => point.GetProperty("reason").GetString() == "cable pulled");

        foreach (var id in open.Select(point => point.GetProperty("id").GetString()))
        {
            using var silent = await PostAsync(officer, Path($"completeness/{id}/acceptance"), new { reason = " " });
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
            using var accepted = await PostAsync(officer, Path($"completeness/{id}/acceptance"), new { reason = "The cleaner pulled the cable; invigilators confirm." });
            Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
            using var again = await PostAsync(officer, Path($"completeness/{id}/acceptance"), new { reason = "again" });
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        }
        using var sealedNow = await PostAsync(officer, Path("seal"), new { });
        Assert.Equal(HttpStatusCode.NoContent, sealedNow.StatusCode);
        using var twice = await PostAsync(officer, Path("seal"), new { });
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task Seals_no_running_exam_and_knows_no_foreign_one()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var officer = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        using var running = await PostAsync(officer, Path("seal"), new { });
        Assert.Contains("still running", await running.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var foreign = await PostAsync(officer, "/api/v1/exams/other/seal", new { });
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task Records_a_nodes_absence_as_equipment_and_ends_it_when_the_node_is_back()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var state = new Topics(HubFolder.Campus, HubFolder.Node).State;
        await node.PublishAsync(Wire.Encode(new NodeState(node.Boot, true, Now())), state);
        await node.PublishAsync(Wire.Encode(new NodeState(node.Boot, false, Now())), state);
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        await Eventually.TrueAsync(async () => (await office.IncidentsAsync()).EnumerateArray().Any(Offline(open: true)), "the absence is an incident that goes on");
        await node.PublishAsync(Wire.Encode(new NodeState(node.Boot, true, Now())), state);
        await Eventually.TrueAsync(async () => (await office.IncidentsAsync()).EnumerateArray().Any(Offline(open: false)), "the absence has ended");
        Assert.Equal(1, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM absences WHERE to_us IS NOT NULL", CancellationToken.None)));
    }

    private static Func<JsonElement, bool> Offline(bool open) => incident => incident.GetProperty("code").GetString() == "NODE_OFFLINE"
        && incident.GetProperty("scope").GetString() == "equipment" && incident.GetProperty("open").GetBoolean() == open;

    private static string Path(string rest) => $"/api/v1/exams/{HubFolder.Exam}/{rest}";

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Forgery-Token", await visitor.TokenAsync());
        return await visitor.Http.SendAsync(request);
    }

    private static Coverage Covered(DateTimeOffset from, DateTimeOffset to, bool held) => new()
    {
        Camera = "cam-1", Stream = "video", Subject = Subject.OfRoom(HubFolder.Exam, HubFolder.Room), From = from, To = to, Held = held, Reason = held ? null : "cable pulled",
    };

    private static ManifestEntry Entry(string id, DateTimeOffset at) => new()
    {
        Evidence = id, Camera = "cam-1", Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, "1"), MediaType = "image/jpeg", Size = 100, Sha256 = new string('a', 64), From = at, To = at,
    };

    private static DateTimeOffset Now() => WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));
}
