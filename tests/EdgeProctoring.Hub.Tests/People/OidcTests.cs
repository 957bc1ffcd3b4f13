using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Signing in with the campus's account: whom the provider vouches for gets in, and nothing that only looks like it.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private readonly IdentityPeer _campus = new();
    private TestHub? _hub;

    private TestHub Hub => _hub!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.StartAsync("-10m", oidc: new { _campus.Issuer, ClientId = "hub", ClientSecret = "s3cret", Title = "Campus account" });

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _campus.Dispose();
    }

    [Fact]
    public async Task Lets_in_whom_the_provider_vouches_for_and_who_has_an_account_here()
    {
        foreach (var curve in (bool[])[false, true])
        {
            _campus.UsesCurve = curve;
            using var visitor = new Visitor(Hub.Address);
            Assert.Contains("Campus account", await visitor.Http.GetStringAsync("/sign-in"), StringComparison.Ordinal);
            using var done = await SignInAsync(visitor, "/nodes");
            Assert.Equal((HttpStatusCode.Redirect, "/nodes"), (done.StatusCode, done.Headers.Location!.ToString()));
            var session = await visitor.Http.GetFromJsonAsync<JsonElement>("/api/v1/session");
            Assert.Equal([Roles.Proctor], session.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        }
        using var open = new Visitor(Hub.Address);
        using var elsewhere = await SignInAsync(open, "//evil.example");
        Assert.Equal("/", elsewhere.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Follows_a_provider_that_changes_its_key()
    {
        using var before = new Visitor(Hub.Address);
        using var first = await SignInAsync(before);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        _campus.Rotate();
        await Eventually.TrueAsync(async () =>
        {
            // An unknown key is looked up at most every two seconds.
            using var after = new Visitor(Hub.Address);
            using var second = await SignInAsync(after);
            return second.StatusCode == HttpStatusCode.Redirect;
        }, "a token signed with the new key counts");
    }

    [Fact]
    public async Task Refuses_everybody_else_and_every_token_that_does_not_count()
    {
        using var other = RSA.Create(2048);
        (string What, Action Prepare)[] lies =
        [
            ("nobody's account", () => _campus.Login = "stranger"),
            ("another issuer", () => _campus.Lie = (_, body) => body["iss"] = "https://elsewhere.example"),
            ("another audience", () => _campus.Lie = (_, body) => body["aud"] = "other"),
            ("two audiences and no party", () => _campus.Lie = (_, body) => body["aud"] = new[] { "hub", "other" }),
            ("another party", () => _campus.Lie = (_, body) => body["azp"] = "other"),
            ("another nonce", () => _campus.Lie = (_, body) => body["nonce"] = "n"),
            ("no nonce", () => _campus.Lie = (_, body) => body.Remove("nonce")),
            ("over", () => _campus.Lie = (_, body) => body["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-2).ToUnixTimeSeconds()),
            ("no end", () => _campus.Lie = (_, body) => body.Remove("exp")),
            ("old", () => _campus.Lie = (_, body) => body["iat"] = TimeProvider.System.GetUtcNow().AddMinutes(-20).ToUnixTimeSeconds()),
            ("from the future", () => _campus.Lie = (_, body) => body["iat"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()),
            ("not yet", () => _campus.Lie = (_, body) => body["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()),
            ("no subject", () => _campus.Lie = (_, body) => body.Remove("sub")),
            ("no login", () => _campus.Lie = (_, body) => body.Remove("preferred_username")),
            ("no algorithm", () => _campus.Lie = (header, _) => header["alg"] = "none"),
            ("a keyed hash", () => _campus.Lie = (header, _) => header["alg"] = "HS256"),
            ("the other kind of key", () => _campus.Lie = (header, _) => header["alg"] = "ES256"),
            ("an unknown key", () => _campus.Lie = (header, _) => header["kid"] = "other"),
            ("an unknown demand", () => _campus.Lie = (header, _) => header["crit"] = new[] { "b64" }),
            ("another type", () => _campus.Lie = (header, _) => header["typ"] = "at+jwt"),
            ("no signature", () => _campus.Forge = token => token[..(token.LastIndexOf('.') + 1)]),
            ("another signature", () => _campus.Forge = token => Resigned(token, other)),
            ("a changed body", () => _campus.Forge = token => Changed(token)),
            ("no token", () => _campus.Forge = _ => "x"),
        ];
        foreach (var (what, prepare) in lies)
        {
            (_campus.Login, _campus.Lie, _campus.Forge) = ("proctor", null, null);
            prepare();
            using var visitor = new Visitor(Hub.Address);
            using var refused = await SignInAsync(visitor);
            Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, $"{what} answered {(int)refused.StatusCode}");
            using var session = await visitor.Http.GetAsync("/api/v1/session");
            Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        }
    }

    [Fact]
    public async Task Takes_no_answer_that_belongs_to_another_browser_and_none_twice()
    {
        using var mine = new Visitor(Hub.Address);
        using var theirs = new Visitor(Hub.Address);
        var back = _campus.Approve(await LeaveAsync(mine, null));
        await LeaveAsync(theirs, null);
        using var foreign = await theirs.Http.GetAsync(back);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        using var own = await mine.Http.GetAsync(back);
        Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
        using var again = await mine.Http.GetAsync(back);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        await Eventually.TrueAsync(async () => await Hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action = 'sign-in.refused' AND object = 'campus'", CancellationToken.None)) >= 2,
            "both refusals are in the audit trail");
    }

    [Fact]
    public async Task Counts_the_proof_from_when_the_person_signed_in_there()
    {
        _campus.Login = Roles.Administrator;
        _campus.Lie = (_, body) => body["auth_time"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        using var visitor = new Visitor(Hub.Address);
        using var done = await SignInAsync(visitor);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var danger = await visitor.PutAsync("/api/v1/people/somebody", new { name = "Somebody", roles = new[] { Roles.Proctor } });
        Assert.Contains("proof-needed", await danger.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SignInAsync(Visitor visitor, string? back = null) => await visitor.Http.GetAsync(_campus.Approve(await LeaveAsync(visitor, back)));

    private static async Task<Uri> LeaveAsync(Visitor visitor, string? back)
    {
        using var away = await visitor.Http.GetAsync("/sign-in/campus" + (back is null ? "" : $"?back={Uri.EscapeDataString(back)}"));
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        return away.Headers.Location!;
    }

    private static string Resigned(string token, RSA key)
    {
        var signed = token[..token.LastIndexOf('.')];
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var body = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("person-1", "person-2", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}.{parts[2]}";
    }
}
