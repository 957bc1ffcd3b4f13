using System.Net;
using System.Text;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>What a student's page sends is kept once, and what is not its own is refused by name and changes nothing.</summary>
public class ChunkTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    [Fact]
    public async Task Keeps_a_piece_once_and_says_409_when_it_comes_again()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        var from = TimeProvider.System.GetUtcNow().AddSeconds(-3);
        using var first = await page.PutAsync("webcam", 0, "three seconds", from);
        using var again = await page.PutAsync("webcam", 0, "three seconds", from);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (first.StatusCode, again.StatusCode));
        Assert.Equal(1, await CountAsync(page, "webcam"));
    }

    [Fact]
    public async Task Refuses_other_bytes_under_a_number_that_is_held()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        using var first = await page.PutAsync("screen", 0, "the truth");
        using var forged = await page.PutAsync("screen", 0, "a forgery");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);
        Assert.Equal("differs", await HomePage.CodeAsync(forged));
        Assert.Equal(1, await CountAsync(page, "screen"));
    }

    [Fact]
    public async Task Refuses_bytes_that_are_not_those_of_their_hash()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        using var reply = await page.PutAsync("mic", page.Segment, 0, Encoding.UTF8.GetBytes("sound"), TimeProvider.System.GetUtcNow(), 0, sha256: new string('a', 64));
        Assert.Equal("hash", await HomePage.CodeAsync(reply));
        Assert.Equal(0, await CountAsync(page, "mic"));
    }

    [Fact]
    public async Task Refuses_a_piece_of_a_segment_that_another_page_opened()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        using var stolen = await page.PutAsync("mic", page.Segment, 7, Encoding.UTF8.GetBytes("replayed"), TimeProvider.System.GetUtcNow(), 0, tab: HomePage.NewTab());
        using var unopened = await page.PutAsync("mic", page.Segment + 1_000, 7, Encoding.UTF8.GetBytes("replayed"), TimeProvider.System.GetUtcNow(), 0);
        Assert.Equal(("segment", "segment"), (await HomePage.CodeAsync(stolen), await HomePage.CodeAsync(unopened)));
    }

    [Fact]
    public async Task Shows_another_students_sitting_as_if_it_were_not_there()
    {
        var thief = await HomePage.OpenAsync(stage, RemoteStage.Exam, segment: false, sittingOf: "student-2");
        using var piece = await thief.PutAsync("webcam", 1, 0, [1], TimeProvider.System.GetUtcNow(), 0);
        using var state = await thief.Http.GetAsync($"/exam/{RemoteStage.OtherSitting}/state");
        using var page = await thief.Http.GetAsync($"/exam/{RemoteStage.OtherSitting}");
        using var segment = await thief.AskSegmentAsync(HomePage.NewTab(), null);
        Assert.All([piece.StatusCode, state.StatusCode, page.StatusCode, segment.StatusCode, await thief.StepAsync("consent")], status => Assert.Equal(HttpStatusCode.NotFound, status));
    }

    [Fact]
    public async Task Refuses_a_piece_without_the_pages_own_token()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        using var reply = await page.Http.PutAsync($"/exam/{page.Sitting}/streams/webcam/1/0", new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory, InlineData("webcam2", "0", "stream"), InlineData("webcam", "-1", "seq"), InlineData("webcam", "x", "seq"), InlineData("webcam", "99999999999", "seq")]
    public async Task Names_what_is_malformed(string stream, string seq, string named)
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        var state = await page.StateAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/exam/{page.Sitting}/streams/{stream}/1/{seq}") { Content = new ByteArrayContent([1]) };
        request.Headers.Add("X-Forgery-Token", await TokenAsync(page));
        using var reply = await page.Http.SendAsync(request);
        Assert.Equal("malformed", await HomePage.CodeAsync(reply));
        Assert.Contains(named, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(state, await page.StateAsync());
    }

    [Theory, InlineData("pictures", (256 * 1024) + 1), InlineData("events", (64 * 1024) + 1), InlineData("webcam", 0)]
    public async Task Bounds_the_size_of_a_piece(string stream, int bytes)
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        using var reply = await page.PutAsync(stream, page.Segment, 500, new byte[bytes], TimeProvider.System.GetUtcNow(), 0);
        Assert.Equal("size", await HomePage.CodeAsync(reply));
    }

    [Fact]
    public async Task Lets_only_one_page_speak_and_a_reloaded_page_go_on()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync(), "student-2");
        using var second = await page.AskSegmentAsync(HomePage.NewTab(), null);
        Assert.Equal("elsewhere", await HomePage.CodeAsync(second));
        var before = page.Segment;
        await page.OpenSegmentAsync();
        Assert.Equal(before + 1, page.Segment);
        using var asked = await page.AskSegmentAsync(page.Tab, null);
        Assert.Contains($"{page.Segment}", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> TokenAsync(HomePage page) =>
        (await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.JsonElement>(page.Http, "/api/v1/session")).GetProperty("token").GetString()!;

    private Task<long> CountAsync(HomePage page, string stream) => stage.Hub.ReadAsync(session => session.NumberAsync(
        "SELECT COUNT(*) FROM remote_chunks WHERE sitting = @sitting AND stream = @stream AND segment = @segment", CancellationToken.None,
        ("@sitting", page.Sitting), ("@stream", stream), ("@segment", page.Segment)));
}
