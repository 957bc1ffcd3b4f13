using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeProctoring.EdgeAgent.Tests.Enrolment;

/// <summary>The first start of a machine that is no node yet: it shows its code, IT enters and approves it, and it goes on as a node.</summary>
public sealed partial class UnclaimedTests : IDisposable
{
    private const string Node = "n-204";
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-unclaimed-").FullName;
    private readonly int _port = FreePort.Next();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_machine_shows_its_code_on_console_and_page_becomes_a_node_and_the_page_is_gone()
    {
        NativeRuntime.Require();
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = await EnrolmentHub.StartAsync(broker, Node);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        hub.Desk.ConfigurationKey = key.ExportSubjectPublicKeyInfo();
        Write(broker, hub.Address);
        await using var agent = AgentProcess.Run("run", "--config", Path.Combine(_folder, "agent.json"));
        await agent.WaitForAsync("Both are also shown at", TestHub.Limit);
        var code = Code().Match(agent.Output).Groups[1].Value;
        var fingerprint = Fingerprint().Match(agent.Output).Groups[1].Value;
        await agent.WaitForAsync("does not know this code yet", TestHub.Limit);

        using var browser = new HttpClient { BaseAddress = new Uri($"http://localhost:{_port}/") };
        await AssertPageAsync(browser, code, fingerprint);
        await AssertRefusalsAsync(browser);

        hub.Desk.Entered = code;
        await agent.WaitForAsync("Waiting until somebody approves", TestHub.Limit);
        Assert.Contains("Waiting for approval", await browser.GetStringAsync("?lang=en"), StringComparison.Ordinal);
        hub.Desk.Approved = true;
        await agent.WaitForAsync($"This is now node '{Node}'", TestHub.Limit);
        await agent.WaitForAsync("Connected with the broker", TestHub.Limit);
        var gone = await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync("/"));
        Assert.IsType<SocketException>(gone.InnerException);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "node.key")));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder).Select(Path.GetFileName), name => name is "claim-code" or "claim.json" or "node.csr");
        await hub.Desk.CameWithAsync(() => hub.Desk.LastSerial);
    }

    [Fact]
    public async Task The_page_answers_a_person_and_refuses_a_flood()
    {
        var view = new ClaimView("abcde-fghjk", "0123456789abcdef", ClaimStep.HubSilent);
        await using var page = await ClaimPage.OpenAsync(new ClaimPageSettings { Port = _port }, () => view, _ => { }, TestContext.Current.CancellationToken);
        using var browser = new HttpClient { BaseAddress = new Uri($"http://localhost:{_port}/") };
        var answers = new List<HttpStatusCode>();
        for (var visit = 0; visit < 70; visit++)
        {
            answers.Add((await browser.GetAsync("/")).StatusCode);
        }
        Assert.All(answers.Take(30), answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);

        var said = new List<string>();
        Assert.Null(await ClaimPage.OpenAsync(new ClaimPageSettings { Port = _port }, () => view, said.Add, TestContext.Current.CancellationToken));
        Assert.Contains($"port {_port}", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_outlives_a_restart_for_a_day_and_a_clock_that_jumps_makes_a_new_one()
    {
        var time = new ManualTime();
        var first = new ClaimCode(_folder, time).Now();
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(first, new ClaimCode(_folder, time).Now());
        time.Advance(TimeSpan.FromHours(2));
        var second = new ClaimCode(_folder, time).Now();
        Assert.NotEqual(first, second);
        Assert.Matches("^[a-z2-9]{5}-[a-z2-9]{5}$", second);
        Assert.NotEqual(second, new ClaimCode(_folder, new ManualTime(DateTimeOffset.UnixEpoch)).Now());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "claim-code")));
    }

    [Fact]
    public void Leaving_the_campus_keeps_what_was_not_sent_and_all_wrong_settings_are_named_at_once()
    {
        var file = Path.Combine(_folder, "agent.json");
        string At(string name) => Path.Combine(_folder, name);
        foreach (var name in new[] { "agent.json", "node.crt", "node.key", "root.crt" })
        {
            File.WriteAllText(At(name), name);
        }
        var settings = new AgentSettings
        {
            Campus = "main", Node = Node, Data = Directory.CreateDirectory(At("data")).FullName, Grpc = "https://hub:1", Certificate = At("node.crt"), Key = At("node.key"), Ca = At("root.crt"), Profile = "x64",
            Models = Checkout.File("models"),
        };
        File.WriteAllText(At("data/spool.db"), "unsent");
        ClaimFolder.LeaveCampus(file, settings);
        Assert.Equal((false, false, true, true), (File.Exists(file), File.Exists(At("node.key")), File.Exists(At("data/spool.db")), File.Exists(At("left/node.key"))));
        var claim = ClaimSettings.Read(_folder);
        Assert.Equal(("https://hub:1", new FormerNode("main", Node)), (claim.Hub, claim.Was));

        File.WriteAllText(At("claim.json"), """{ "hub": "http://hub", "ca": "none", "profile": "pi9", "models": "none", "claimPage": { "listen": "world", "port": 0 }, "panel": { "red": 1 } }""");
        Assert.Equal(7, Assert.Throws<SettingsException>(() => ClaimSettings.Read(_folder)).Faults.Count);
    }

    private static async Task AssertPageAsync(HttpClient browser, string code, string fingerprint)
    {
        var titles = new HashSet<string>();
        foreach (var words in ClaimWords.All)
        {
            var answer = await browser.GetAsync($"?lang={words.Language}");
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Contains(code, html, StringComparison.Ordinal);
            Assert.Contains(fingerprint, html, StringComparison.Ordinal);
            Assert.Contains($"<html lang=\"{words.Language}\">", html, StringComparison.Ordinal);
            titles.Add(words.Title);
            Assert.Contains(words.Title, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
        Assert.Equal(3, titles.Count);
    }

    private static async Task AssertRefusalsAsync(HttpClient browser)
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.PostAsync("/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/node.key")).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await browser.SendAsync(foreign)).StatusCode);
    }

    private void Write(Mosquitto broker, string hub)
    {
        File.Copy(broker.Ca.RootFile, Path.Combine(_folder, "root.crt"));
        File.WriteAllText(Path.Combine(_folder, "claim.json"), JsonSerializer.Serialize(new
        {
            hub, ca = "root.crt", profile = "x64", models = Checkout.File("models"), claimPage = new { listen = "loopback", port = _port },
        }));
    }

    [GeneratedRegex("claim code: ([a-z2-9]{5}-[a-z2-9]{5})")]
    private static partial Regex Code();

    [GeneratedRegex("approving: ([0-9a-f]{16})")]
    private static partial Regex Fingerprint();
}
