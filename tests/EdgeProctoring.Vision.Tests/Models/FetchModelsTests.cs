using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Vision.Tests.Models;

/// <summary>The script that fetches weights: from a directory, from the hub, on from where it stopped, and never a wrong file.</summary>
public sealed class FetchModelsTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private readonly string _root = Directory.CreateTempSubdirectory("fetch-").FullName;
    private readonly byte[] _weights = RandomNumberGenerator.GetBytes(300_000);

    public FetchModelsTests()
    {
        Peer.Require("jq");
        Peer.Require("curl");
        Directory.CreateDirectory(Path.Combine(_root, "provisioning", "lib"));
        Directory.CreateDirectory(Path.Combine(_root, "models"));
        Directory.CreateDirectory(Path.Combine(_root, "from"));
        File.Copy(Checkout.File("provisioning", "fetch-models"), Script);
        File.Copy(Checkout.File("provisioning", "lib", "common.sh"), Path.Combine(_root, "provisioning", "lib", "common.sh"));
        File.WriteAllText(Path.Combine(_root, "models", "manifest.json"), $$"""
            { "version": 1, "models": [ { "name": "one", "task": "t", "file": "one.onnx", "bytes": {{_weights.Length}},
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(_weights))}}", "licence": "MIT",
              "origin": { "repository": "a/b", "path": "one.onnx", "commit": "0" }, "recipe": "r",
              "inputs": [ { "name": "x", "type": "float32", "shape": [1] } ], "outputs": ["y"] } ] }
            """);
    }

    private string Script => Path.Combine(_root, "provisioning", "fetch-models");
    private string Fetched => Path.Combine(_root, "models", "weights", "one.onnx");

    [Fact]
    public async Task Takes_weights_from_a_directory_and_lists_them()
    {
        await File.WriteAllBytesAsync(Path.Combine(_root, "from", "one.onnx"), _weights, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("--from", Path.Combine(_root, "from"))).Code);
        Assert.Equal(_weights, await File.ReadAllBytesAsync(Fetched, TestContext.Current.CancellationToken));
        var (code, said) = await RunAsync("--list");
        Assert.Equal(0, code);
        Assert.Matches("^one +here ", said);
    }

    [Fact]
    public async Task Refuses_and_names_a_file_with_another_hash()
    {
        _weights[7] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(_root, "from", "one.onnx"), _weights, TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync("--from", Path.Combine(_root, "from"));
        Assert.Equal(1, code);
        Assert.Contains("one.onnx is not the file that the manifest names", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Fetched)!));
    }

    [Fact]
    public async Task Goes_on_where_a_download_from_the_hub_broke_off()
    {
        var asked = new List<string?>();
        using var hub = Hub(asked);
        Directory.CreateDirectory(Path.GetDirectoryName(Fetched)!);
        await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(Fetched)!, ".one.onnx.part"), _weights[..100_000], TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync("--hub", hub.Prefixes.First());
        Assert.True(code == 0, said);
        Assert.Equal(["/models/one.onnx bytes=100000-"], asked);
        Assert.Equal(_weights, await File.ReadAllBytesAsync(Fetched, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_an_option_or_a_model()
    {
        Assert.Contains("'--fast' is not an option", (await RunAsync("--fast")).Said, StringComparison.Ordinal);
        Assert.Contains("there is no model 'two'", (await RunAsync("two")).Said, StringComparison.Ordinal);
        Assert.Contains("Usage:", (await RunAsync("--help")).Said, StringComparison.Ordinal);
    }

    private HttpListener Hub(List<string?> asked)
    {
        var hub = new HttpListener();
        hub.Prefixes.Add($"http://127.0.0.1:{FreePort.Next()}/");
        hub.Start();
        _ = AnswerAsync();
        return hub;

        async Task AnswerAsync()
        {
            var call = await hub.GetContextAsync();
            var range = call.Request.Headers["Range"] ?? "";
            asked.Add($"{call.Request.Url!.AbsolutePath} {range}");
            call.Response.StatusCode = 206;
            call.Response.Headers["Content-Range"] = $"bytes 100000-{_weights.Length - 1}/{_weights.Length}";
            call.Response.Close(_weights[100_000..], willBlock: false);
        }
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(_limit);
        using var script = Process.Start(new ProcessStartInfo("bash", [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new StringBuilder();
        var output = script.StandardOutput.ReadToEndAsync(late.Token);
        var errors = script.StandardError.ReadToEndAsync(late.Token);
        said.Append(await output).Append(await errors);
        await script.WaitForExitAsync(late.Token);
        return (script.ExitCode, said.ToString());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
