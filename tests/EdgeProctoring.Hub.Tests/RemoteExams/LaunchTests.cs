using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>A student comes with a signed link of the partner's platform: into the own exam, once, and nowhere else.</summary>
public class LaunchTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Leads_a_student_into_the_own_exam_without_a_password(bool curve)
    {
        stage.Platform.UsesCurve = curve;
        using var visitor = new Visitor(stage.Hub.Address);
        using var reply = await visitor.Http.GetAsync(Link());
        Assert.Equal((HttpStatusCode.Redirect, $"/exam/{RemoteStage.Sitting}"), (reply.StatusCode, reply.Headers.Location?.ToString()));
        Assert.Equal("no-referrer", reply.Headers.GetValues("Referrer-Policy").Single());
        var session = await visitor.Http.GetFromJsonAsync<JsonElement>("/api/v1/session");
        Assert.Equal(["student"], session.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        stage.Platform.UsesCurve = false;
    }

    [Fact]
    public async Task Works_once()
    {
        var link = Link();
        using var first = new Visitor(stage.Hub.Address);
        using var opened = await first.Http.GetAsync(link);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        using var thief = new Visitor(stage.Hub.Address);
        Assert.Equal("Used", await RefusalAsync(thief, link));
    }

    [Fact]
    public async Task Is_too_old_after_some_minutes()
    {
        using var visitor = new Visitor(stage.Hub.Address);
        Assert.Equal("Late", await RefusalAsync(visitor, Link(change: (_, body) =>
        {
            body["iat"] = Seconds(-10);
            body["exp"] = Seconds(-6);
        })));
    }

    [Theory]
    [InlineData("proctor", RemoteStage.Exam)]
    [InlineData("administrator", RemoteStage.Exam)]
    [InlineData("nobody", RemoteStage.Exam)]
    [InlineData("student", "another-exam")]
    public async Task Leads_nobody_else_and_nowhere_else(string login, string exam)
    {
        using var visitor = new Visitor(stage.Hub.Address);
        Assert.Equal("Unregistered", await RefusalAsync(visitor, Link(login, exam)));
        using var session = await visitor.Http.GetAsync("/api/v1/session");
        Assert.NotEqual(HttpStatusCode.OK, session.StatusCode);
    }

    [Fact]
    public async Task Refuses_whatever_is_not_exactly_right()
    {
        Action<Dictionary<string, object?>, Dictionary<string, object?>>[] lies =
        [
            (header, _) => header["alg"] = "none", (header, _) => header["alg"] = "HS256", (header, _) => header["kid"] = "another", (header, _) => header["crit"] = new[] { "x" },
            (_, body) => body["iss"] = "https://another.example", (_, body) => body["aud"] = "somebody", (_, body) => body["aud"] = new[] { "edgeproctoring", "somebody" },
            (_, body) => body.Remove("exp"), (_, body) => body.Remove("iat"), (_, body) => body["exp"] = Seconds(60), (_, body) => body["iat"] = Seconds(5), (_, body) => body["nbf"] = Seconds(5),
            (_, body) => body["jti"] = "short", (_, body) => body.Remove("jti"), (_, body) => body.Remove("sub"), (_, body) => body.Remove("exam"), (_, body) => body["sub"] = 7,
        ];
        using var visitor = new Visitor(stage.Hub.Address);
        foreach (var (lie, number) in lies.Select((lie, number) => (lie, number)))
        {
            Assert.Equal((number, "Refused"), (number, await RefusalAsync(visitor, Link(change: lie))));
        }
        var link = Link();
        foreach (var forged in new[] { link[..^4] + "AAAA", link.Replace('.', '-'), "/launch/platform", "/launch/platform?token=", $"/launch/platform?token={new string('a', 6_000)}" })
        {
            Assert.Equal("Refused", await RefusalAsync(visitor, forged));
        }
        using var stranger = await visitor.Http.GetAsync("/launch/somebody-else?token=x");
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Theory, InlineData("kk", "Емтихан ашылмады"), InlineData("ru", "Экзамен не открылся"), InlineData("en", "Your exam did not open")]
    public async Task Says_in_the_students_language_what_to_do(string language, string title)
    {
        using var visitor = new Visitor(stage.Hub.Address);
        using var reply = await visitor.Http.GetAsync($"/launch/platform?token=x&lang={language}");
        var page = await reply.Content.ReadAsStringAsync();
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("Platonus", page, StringComparison.Ordinal);
    }

    private string Link(string login = "student", string exam = RemoteStage.Exam, Action<Dictionary<string, object?>, Dictionary<string, object?>>? change = null)
    {
        var header = new Dictionary<string, object?> { ["alg"] = stage.Platform.UsesCurve ? "ES256" : "RS256", ["typ"] = "JWT", ["kid"] = stage.Platform.UsesCurve ? "curve" : stage.Platform.KeyId };
        var body = new Dictionary<string, object?>
        {
            ["iss"] = stage.Platform.Issuer, ["aud"] = "edgeproctoring", ["sub"] = login, ["exam"] = exam, ["jti"] = Guid.NewGuid().ToString("N"), ["iat"] = Seconds(0), ["exp"] = Seconds(2),
        };
        change?.Invoke(header, body);
        return $"/launch/platform?token={stage.Platform.Sign(header, body)}";
    }

    private static async Task<string?> RefusalAsync(Visitor visitor, string link)
    {
        using var reply = await visitor.Http.GetAsync(link);
        var page = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == HttpStatusCode.Forbidden, $"{reply.StatusCode}");
        var at = page.IndexOf("data-refusal=\"", StringComparison.Ordinal) + "data-refusal=\"".Length;
        return page[at..page.IndexOf('"', at)];
    }

    private static long Seconds(double minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
}
