using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>What comes from a home is judged by the same rules as what comes from a hall, and its minutes are accounted for.</summary>
public class JudgedTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    [Fact]
    public async Task Makes_an_incident_of_a_page_that_was_left_and_puts_it_on_the_students_own_tile()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        var from = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(from).ToString();
        await SeeAsync(page, 0, new { id, kind = "page.hidden", from = from.ToUnixTimeMilliseconds() });
        await SeeAsync(page, 1, new { id, kind = "page.hidden", from = from.ToUnixTimeMilliseconds(), to = from.AddSeconds(4).ToUnixTimeMilliseconds() });
        await Eventually.TrueAsync(async () => (await CodesAsync(exam)).Contains("WINDOW_SWITCH"), "the left page is an incident");
        Assert.Equal(["WINDOW_SWITCH"], await CodesAsync(exam));
    }

    [Fact]
    public async Task Refuses_what_a_page_cannot_see_and_keeps_the_rest()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await SeeAsync(page, 0,
            new { id = Guid.NewGuid().ToString(), kind = "network.lost", from = at }, new { id = Guid.NewGuid().ToString(), kind = "stream.gap", from = at },
            new { id = "x", kind = "page.copy", from = at }, new { id = Guid.NewGuid().ToString(), kind = "page.copy", from = at + 60_000 },
            new { id = Guid.NewGuid().ToString(), kind = "page.copy", from = at });
        Assert.Equal(4, await stage.Hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action = 'remote.event.refused' AND exam = @exam", CancellationToken.None, ("@exam", exam))));
        Assert.Equal(1, await stage.Hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM items WHERE exam = @exam AND sender_kind = @kind", CancellationToken.None, ("@exam", exam), ("@kind", (long)SourceKind.Browser))));
    }

    [Fact]
    public async Task Accounts_for_every_second_and_calls_a_hole_a_gap()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        var start = TimeProvider.System.GetUtcNow();
        // Three seconds, then nothing for five, then three more; as if it were all over already.
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > start.AddSeconds(6.5), "the recorded time has passed");
        foreach (var (seq, second) in new[] { (0, 0.0), (1, 8.0) })
        {
            using var reply = await page.PutAsync("webcam", page.Segment, seq, [1, 2, (byte)seq], start.AddSeconds(second), 3);
            Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        }
        await Eventually.TrueAsync(async () => await CountAsync(exam, "held = 0") == 1, "the hole is a gap");
        await Eventually.TrueAsync(async () => await CountAsync(exam, "held = 1") == 2, "the rest is held");
        await Eventually.TrueAsync(async () => (await CodesAsync(exam)).Contains("RECORDING_GAP"), "the gap is shown as equipment");
    }

    [Fact]
    public async Task Counts_pieces_with_impossible_times_as_nothing()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (seq, from, seconds) in new[] { (0, now.AddMinutes(5), 3.0), (1, now.AddSeconds(-90), 90.0), (2, now.AddHours(-3), 3.0) })
        {
            using var reply = await page.PutAsync("screen", page.Segment, seq, [9, (byte)seq], from, seconds);
            Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        }
        Assert.Equal(0, await stage.Hub.ReadAsync(session => session.NumberAsync("SELECT SUM(plausible) FROM remote_chunks WHERE sitting = @sitting AND stream = 'screen'", CancellationToken.None, ("@sitting", page.Sitting))));
    }

    private static async Task SeeAsync(HomePage page, long seq, params object[] events)
    {
        using var reply = await page.PutAsync("events", page.Segment, seq, JsonSerializer.SerializeToUtf8Bytes(events), TimeProvider.System.GetUtcNow(), 0);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
    }

    private async Task<IReadOnlyList<string>> CodesAsync(string exam)
    {
        var (proctor, _) = await stage.SignedInAsync("proctor");
        var list = await proctor.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{exam}/incidents");
        return [.. list.GetProperty("incidents").EnumerateArray().Select(one => one.GetProperty("code").GetString()!)];
    }

    private Task<long> CountAsync(string exam, string which) =>
        stage.Hub.ReadAsync(session => session.NumberAsync($"SELECT COUNT(*) FROM coverage WHERE exam = @exam AND stream = 'webcam' AND {which}", CancellationToken.None, ("@exam", exam)));
}
