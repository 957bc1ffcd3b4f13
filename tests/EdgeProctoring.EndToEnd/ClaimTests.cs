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

    private static ChildProcess Claim(Stage stage, string code, string folder) => ChildProcess.Start(Programs.Agent,
        ["claim", "--hub", stage.GrpcAddress, "--code", code, "--ca", stage.RootFile, "--folder", folder, "--models", Checkout.File("models")]);

    [GeneratedRegex("fingerprint: ([0-9a-f]{16})")]
    private static partial Regex Fingerprint();
}
