using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Second factor, sessions, forgotten passwords, the first administrator, proving oneself anew, scopes.</summary>
public sealed partial class AccountTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string NewPassword = "another-long-password";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Lets_a_dean_in_with_a_code_alone_and_each_code_once(bool postgreSql)
    {
        await using var hub = await TestHub.StartAsync("-10m", postgreSql ? await server.NewDatabaseAsync() : null, people: new { });
        using var dean = new Visitor(hub.Address);
        using var setUp = await FormAsync(dean, "/sign-in", ("login", "dean"), ("password", HubFolder.Password), ("back", "/wall"));
        var page = await setUp.Content.ReadAsStringAsync();
        var secret = Bytes(Secret().Match(page).Groups[1].Value);
        using var closed = await dean.Http.GetAsync("/wall");
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        var step = OneTimeCode.StepAt(TimeProvider.System.GetUtcNow());
        using var wrong = await FormAsync(dean, "/sign-in/code", ("pending", Pending(page)), ("code", "000000"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var right = await FormAsync(dean, "/sign-in/code", ("pending", Pending(page)), ("code", OneTimeCode.At(secret, step)), ("back", "/wall"));
        Assert.Equal((HttpStatusCode.Redirect, "/wall"), (right.StatusCode, right.Headers.Location?.ToString()));
        Assert.Contains("dean person", await dean.Http.GetStringAsync("/wall"), StringComparison.Ordinal);

        // A program: without a code, with a used one, with the next one.
        using var program = new Visitor(hub.Address);
        Assert.Equal("second-factor", await RefusedAsync(program, null));
        Assert.Equal("second-factor", await RefusedAsync(program, OneTimeCode.At(secret, step)));
        Assert.Null(await RefusedAsync(program, OneTimeCode.At(secret, step + 1)));
        // Whoever is no dean and no administrator needs none.
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
    }

    [Fact]
    public async Task Signs_out_the_oldest_where_somebody_is_signed_in_too_often_and_whoever_asks()
    {
        await using var hub = await TestHub.StartAsync("-10m", people: new { SecondFactor = false, SessionsPerPerson = 2 });
        using var first = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var second = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var third = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(first), await StatusAsync(second), await StatusAsync(third)]);
        using var ended = await second.SendAsync(HttpMethod.Delete, "/api/v1/session", null);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [await StatusAsync(second), await StatusAsync(third)]);
    }

    [Fact]
    public async Task Sets_a_forgotten_password_by_a_letter_once_and_tells_nobody_who_has_an_account()
    {
        await using var mail = new SmtpPeer();
        await using var hub = await TestHub.StartAsync("-10m", mail: new { Host = "127.0.0.1", mail.Port, Encrypted = false, From = "exams@example.kz" });
        using var administrator = await Visitor.SignedInAsync(hub.Address, Roles.Administrator);
        using var saved = await administrator.PutAsync("/api/v1/people/proctor", new { name = "Proctor", roles = new[] { "proctor" }, language = "ru", email = "proctor@example.kz" });
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var stranger = new Visitor(hub.Address);
        using var unknown = await FormAsync(stranger, "/password/forgotten", ("login", "nobody"));
        using var known = await FormAsync(stranger, "/password/forgotten", ("login", "proctor"));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await known.Content.ReadAsStringAsync());
        var letter = await mail.NextAsync();
        Assert.Contains("Здравствуйте, Proctor!", letter, StringComparison.Ordinal);
        Assert.Equal(0, mail.Waiting);
        var token = Link().Match(letter).Groups[1].Value;

        using var different = await FormAsync(stranger, "/password", ("token", token), ("password", NewPassword), ("again", "something-else-entirely"));
        Assert.Equal(HttpStatusCode.BadRequest, different.StatusCode);
        using var set = await FormAsync(stranger, "/password", ("token", token), ("password", NewPassword), ("again", NewPassword));
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        using var twice = await FormAsync(stranger, "/password", ("token", token), ("password", NewPassword), ("again", NewPassword));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proctor));
        using var again = await stranger.Http.PostAsJsonAsync("/api/v1/session", new { login = "proctor", password = NewPassword });
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Makes_the_first_administrator_by_a_link_and_no_second_one()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using (var database = hub.Folder.Open())
        {
            await Hub.Storage.DatabaseExtensions.WriteAsync(database, session => session.DoAsync("UPDATE users SET disabled = 1 WHERE login = 'administrator'", CancellationToken.None), CancellationToken.None);
        }
        await hub.StopAsync();
        await hub.StartAgainAsync();
        await Eventually.TrueAsync(async () => await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM links WHERE for_user IS NULL", CancellationToken.None)) == 1, "the hub says how to begin");
        var links = hub.Services.GetRequiredService<PasswordLinks>();
        var (one, other) = (await links.MakeAsync(null, "test", CancellationToken.None), await links.MakeAsync(null, "test", CancellationToken.None));
        using var visitor = new Visitor(hub.Address);
        using var made = await FormAsync(visitor, "/password", ("token", one.Split('=')[1]), ("login", "chief"), ("name", "The Chief"), ("password", NewPassword), ("again", NewPassword));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        using var late = await FormAsync(visitor, "/password", ("token", other.Split('=')[1]), ("login", "intruder"), ("name", "X"), ("password", NewPassword), ("again", NewPassword));
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        Assert.Equal("u-chief", await hub.ReadAsync(session => session.FindAsync("SELECT id FROM users WHERE disabled = 0 AND roles = 'administrator'", row => row.GetString(0), CancellationToken.None)));
    }

    [Fact]
    public async Task Asks_for_proof_before_what_weighs_much_and_keeps_the_last_administrator()
    {
        await using var hub = await TestHub.StartAsync("-10m", people: new { SecondFactor = false, FreshForDangers = "00:00:01" });
        using var administrator = await Visitor.SignedInAsync(hub.Address, Roles.Administrator);
        var body = new { name = "New", roles = new[] { "proctor" } };
        await Eventually.TrueAsync(async () =>
        {
            using var reply = await administrator.PutAsync("/api/v1/people/new", body);
            return reply.StatusCode == HttpStatusCode.Forbidden && (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString() == "proof-needed";
        }, "the proof is too old");
        using var wrong = await administrator.PostAsync("/api/v1/session/proof", new { password = "wrong" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var proof = await administrator.PostAsync("/api/v1/session/proof", new { password = HubFolder.Password });
        Assert.Equal(HttpStatusCode.NoContent, proof.StatusCode);
        using var last = await administrator.PutAsync("/api/v1/people/administrator", new { name = "A", roles = new[] { "it" } });
        Assert.Equal(HttpStatusCode.Conflict, last.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor)
    {
        using var reply = await visitor.Http.GetAsync("/api/v1/session");
        return reply.StatusCode;
    }

    private static async Task<string?> RefusedAsync(Visitor visitor, string? code)
    {
        using var reply = await visitor.Http.PostAsJsonAsync("/api/v1/session", new { login = "dean", password = HubFolder.Password, code });
        return reply.StatusCode == HttpStatusCode.NoContent ? null : (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private static async Task<HttpResponseMessage> FormAsync(Visitor visitor, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync("/sign-in")), .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);
        return await visitor.Http.PostAsync(path, form);
    }

    private static string Pending(string page) => WebUtility.HtmlDecode(PendingField().Match(page).Groups[1].Value);

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    [GeneratedRegex("<code>([A-Z2-7]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("name=\"pending\" value=\"([^\"]+)\"")]
    private static partial Regex PendingField();

    [GeneratedRegex("token=([A-Za-z0-9]+)")]
    private static partial Regex Link();
}
