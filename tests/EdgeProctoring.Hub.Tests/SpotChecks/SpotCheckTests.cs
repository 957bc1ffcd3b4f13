using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.SpotChecks;

/// <summary>A dean draws a room, visits it and signs; what is signed stands.</summary>
public class SpotCheckTests(SharedHub shared) : IClassFixture<SharedHub>
{
    /// <summary>A JPEG's head as far as the hub looks: 8 bits, 16 × 16 pixels.</summary>
    private static readonly byte[] _photo = [0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x10, 0x00, 0x10, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xD9];

    [Fact]
    public async Task Keeps_the_drawn_room_until_it_is_signed_and_takes_the_signature_once()
    {
        using var dean = await Visitor.SignedInAsync(shared.Hub.Address, Roles.Dean);
        var visit = await BeginAsync(dean, "/spot-checks/draws");
        Assert.Equal(visit, await BeginAsync(dean, "/spot-checks/draws"));
        Assert.Contains("the same room", await dean.Http.GetStringAsync($"{visit}/draw?lang=en"), StringComparison.Ordinal);

        using var without = await SignAsync(dean, visit, new { result = "irregular" });
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        using var missing = await SignAsync(dean, visit, new { result = "conforms", pictures = new[] { "not-there" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        var picture = await PutAsync(dean, visit, _photo);
        var signed = new { result = "irregular", note = "Two phones on desks", examinees = 2, staff = 1, strangers = 0, checks = new Dictionary<string, bool> { ["phones"] = false }, pictures = new[] { picture } };
        using var first = await SignAsync(dean, visit, signed);
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        using var repeated = await SignAsync(dean, visit, signed);
        Assert.Equal(HttpStatusCode.NoContent, repeated.StatusCode);
        using var changed = await SignAsync(dean, visit, new { result = "conforms" });
        Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);

        Assert.Contains("Two phones on desks", await dean.Http.GetStringAsync("/spot-checks?lang=en"), StringComparison.Ordinal);
        Assert.Contains($"/media/{picture}", await dean.Http.GetStringAsync($"{visit}?lang=en"), StringComparison.Ordinal);
        var audit = await shared.Hub.ReadAsync(session => session.ListAsync("SELECT action, detail FROM audit WHERE action LIKE 'spot-check.%' AND exam = @exam ORDER BY number",
            row => (Action: row.GetString(0), Detail: row.GetString(1)), CancellationToken.None, ("@exam", HubFolder.Exam)));
        Assert.Equal(1, audit.Count(line => line.Action == "spot-check.signed" && line.Detail.Contains("Two phones on desks", StringComparison.Ordinal) && line.Detail.Contains(picture, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Refuses_a_room_chosen_without_a_reason_or_where_no_exam_runs_and_shows_a_chosen_one_as_such()
    {
        using var dean = await Visitor.SignedInAsync(shared.Hub.Address, Roles.Compliance);
        Assert.Contains("refused=reason", await ChooseAsync(dean, $"{HubFolder.Exam}/{HubFolder.Room}", ""), StringComparison.Ordinal);
        Assert.Contains("refused=none", await ChooseAsync(dean, $"{HubFolder.Exam}/none", "A call from the room"), StringComparison.Ordinal);
        var visit = await ChooseAsync(dean, $"{HubFolder.Exam}/{HubFolder.Room}", "A call from the room");
        var page = await dean.Http.GetStringAsync($"{visit}?lang=en");
        Assert.Contains("A call from the room", page, StringComparison.Ordinal);
        using var draw = await dean.Http.GetAsync($"{visit}/draw");
        Assert.Equal(HttpStatusCode.NotFound, draw.StatusCode);
    }

    [Fact]
    public async Task Lets_nobody_sign_for_another_or_bring_a_foreign_picture()
    {
        using var compliance = await Visitor.SignedInAsync(shared.Hub.Address, Roles.Compliance);
        var visit = await ChooseAsync(compliance, $"{HubFolder.Exam}/{HubFolder.Room}", "Sample");
        using var dean = await Visitor.SignedInAsync(shared.Hub.Address, Roles.Dean);
        using var foreign = await SignAsync(dean, visit, new { result = "conforms" });
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var noPicture = await SendPictureAsync(compliance, visit, "<html>"u8.ToArray(), new string('0', 64));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noPicture.StatusCode);
        using var otherHash = await SendPictureAsync(compliance, visit, _photo, new string('0', 64));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, otherHash.StatusCode);
    }

    private static async Task<string> BeginAsync(Visitor visitor, string path)
    {
        using var reply = await visitor.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return reply.Headers.Location!.ToString();
    }

    private static async Task<string> ChooseAsync(Visitor visitor, string room, string reason)
    {
        using var reply = await visitor.SendAsync(HttpMethod.Post, "/spot-checks/choices", new FormUrlEncodedContent([new("room", room), new("reason", reason)]));
        return reply.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> SignAsync(Visitor visitor, string visit, object signed) => visitor.PostAsync($"{visit}/signature", signed);

    private static async Task<string> PutAsync(Visitor visitor, string visit, byte[] photo)
    {
        using var reply = await SendPictureAsync(visitor, visit, photo, Convert.ToHexStringLower(SHA256.HashData(photo)));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("picture").GetString()!;
    }

    private static Task<HttpResponseMessage> SendPictureAsync(Visitor visitor, string visit, byte[] photo, string sha256)
    {
        var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return visitor.SendAsync(HttpMethod.Put, $"{visit}/pictures/{sha256}", content);
    }
}
