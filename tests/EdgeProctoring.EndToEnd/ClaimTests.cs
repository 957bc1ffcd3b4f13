using System.Text.RegularExpressions;

namespace EdgeProctoring.EndToEnd;

/// <summary>A new unit becomes a node of the campus: IT's code, the unit's own key, IT's approval.</summary>
public partial class ClaimTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_unit_is_claimed_by_code_approved_by_fingerprint_and_connects()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(Films.Of("claim", 10), cancel);
        using var it = await HubClient.SignInAsync(stage.Address, "it", cancel);
        var code = (await it.PostAsync("/api/v1/claims", new { node = "n-2", profile = "x64" }, cancel)).GetProperty("code").GetString()!;
        var folder = Path.Combine(stage.Folder, "unit");

        await using (var wrong = Claim(stage, "not-the-code", folder))
        {
            Assert.Equal(2, await wrong.WaitForExitAsync(_limit));
            Assert.Contains("This code is not valid: ask IT for a new one.", wrong.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", wrong.Output, StringComparison.Ordinal);
        }
        await using (var broken = Claim(stage, code, folder))
        {
            await broken.WaitForAsync("Waiting until somebody approves", _limit);
            await broken.KillAsync();
        }
        await using var claim = Claim(stage, code, folder);
        await claim.WaitForAsync("Waiting until somebody approves", _limit);
        var waiting = Assert.Single((await it.GetAsync("/api/v1/claims", cancel)).EnumerateArray());
        Assert.Equal(Fingerprint().Match(claim.Output).Groups[1].Value, waiting.GetProperty("fingerprint").GetString());
        await it.PostAsync($"/api/v1/claims/{waiting.GetProperty("claim").GetString()}/approval", new { }, cancel);
        Assert.True(await claim.WaitForExitAsync(_limit) == 0, claim.Output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "node.key")));

        await using var agent = ChildProcess.Start(Programs.Agent, ["run", "--config", Path.Combine(folder, "agent.json")]);
        await agent.WaitForAsync("Connected with the broker", _limit);
        await using var again = Claim(stage, code, folder);
        Assert.Equal(2, await again.WaitForExitAsync(_limit));
        Assert.Contains("claimed already", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_shows_its_own_code_is_taken_in_when_it_enters_that_code()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var stage = await Stage.SetAsync(Films.Of("claim", 10), cancel);
        using var it = await HubClient.SignInAsync(stage.Address, "it", cancel);
        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "new-unit")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.json"), $$"""
            { "hub": "{{stage.GrpcAddress}}", "ca": "{{stage.RootFile}}", "profile": "x64", "models": "{{Checkout.File("models")}}", "claimPage": { "listen": "off" } }
            """, cancel);
        await using var unit = ChildProcess.Start(Programs.Agent, ["run", "--config", Path.Combine(folder, "agent.json")]);
        await unit.WaitForAsync("does not know this code yet", _limit);
        await it.PostAsync("/api/v1/claims", new { node = "n-3", profile = "x64", code = OwnCode().Match(unit.Output).Groups[1].Value }, cancel);
        await unit.WaitForAsync("Waiting until somebody approves", _limit);
        var waiting = Assert.Single((await it.GetAsync("/api/v1/claims", cancel)).EnumerateArray());
        await it.PostAsync($"/api/v1/claims/{waiting.GetProperty("claim").GetString()}/approval", new { }, cancel);
        await unit.WaitForAsync("This is now node 'n-3'", _limit);
        await unit.WaitForAsync("Connected with the broker", _limit);
    }

    [GeneratedRegex("claim code: ([a-z2-9]{5}-[a-z2-9]{5})")]
    private static partial Regex OwnCode();

    private static ChildProcess Claim(Stage stage, string code, string folder) => ChildProcess.Start(Programs.Agent,
        ["claim", "--hub", stage.GrpcAddress, "--code", code, "--ca", stage.RootFile, "--folder", folder, "--models", Checkout.File("models")]);

    [GeneratedRegex("fingerprint: ([0-9a-f]{16})")]
    private static partial Regex Fingerprint();
}
