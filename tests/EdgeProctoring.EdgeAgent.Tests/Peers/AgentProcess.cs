using System.Text.Json;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>The real agent as a process of its own, with its own folder; it can be killed and started again.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly List<ChildProcess> _lives = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-agent-").FullName;

    public AgentProcess(TestHub hub, Mosquitto broker, string grpc, int? mqttPort = null, string profile = "x64")
    {
        NativeRuntime.Require();
        File.WriteAllText(Path.Combine(_folder, "configuration.pem"), hub.ConfigurationKeyPem);
        ConfigFile = Path.Combine(_folder, "agent.json");
        File.WriteAllText(ConfigFile, JsonSerializer.Serialize(new
        {
            campus = TestHub.Campus,
            node = hub.Topics.Node,
            data = "data",
            ring = "ring",
            mqtt = new { host = "localhost", port = mqttPort ?? broker.TlsPort },
            grpc,
            certificate = hub.Certificate.CertificateFile,
            key = hub.Certificate.KeyFile,
            ca = broker.Ca.RootFile,
            configurationKey = "configuration.pem",
            profile,
            models = Checkout.File("models"),
            films = Films.Folder,
        }));
    }

    public string ConfigFile { get; }
    public string DataFolder => Path.Combine(_folder, "data");
    public ChildProcess Life => _lives[^1];
    public string Output => string.Join('\n', _lives.Select(life => life.Output));

    /// <summary>The name of the life that said this.</summary>
    public static string BootOf(string output) => System.Text.RegularExpressions.Regex.Match(output, "starts as ([0-9a-f-]{36})").Groups[1].Value;

    /// <summary>Waits until the present life has said this so many times.</summary>
    public async Task WaitForCountAsync(string text, int times)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (Life.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal)) < times)
        {
            Assert.False(Life.HasExited, Output);
            await Task.Delay(TimeSpan.FromMilliseconds(100), late.Token);
        }
    }

    public static ChildProcess Run(params IEnumerable<string> arguments) =>
        ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgeproctoring-agent.dll"), .. arguments]);

    public async Task StartAsync()
    {
        _lives.Add(Run("run", "--config", ConfigFile));
        await Life.WaitForAsync("starts as", TestHub.Limit);
    }

    /// <summary>kill -9 of the agent alone: its ffmpeg children have to notice by themselves.</summary>
    public Task KillAsync() => Life.KillAsync();

    public async Task<int> StopAsync()
    {
        await Life.TerminateAsync();
        return await Life.WaitForExitAsync(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }
        TestContext.Current.TestOutputHelper?.WriteLine(Output);
        Directory.Delete(_folder, recursive: true);
    }
}
