using System.Globalization;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EndToEnd;

/// <summary>A hub with an exam at home, its broker, and what a student's browser shows as webcam and hears.</summary>
internal sealed class HomeStage : IAsyncDisposable
{
    public const string Exam = "e-1";
    private static readonly TimeSpan _ready = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("home-stage-").FullName;
    private readonly int _mqtt = FreePort.Next();
    private readonly int _web = FreePort.Next();
    private readonly int _grpc = FreePort.Next();
    private ChildProcess? _broker;
    private ChildProcess? _hub;

    public string Address => $"http://127.0.0.1:{_web}";
    public required string Film { get; init; }
    public string Voice => Path.Combine(_folder, "voice.wav");
    public string Logs => $"hub:\n{_hub?.Output}";

    public static async Task<HomeStage> SetAsync(WebcamScript script, CancellationToken cancel)
    {
        NativeRuntime.RequireFetched();
        Peer.Require("rsvg-convert");
        Peer.Require("mosquitto");
        var film = await new FilmStudio(Checkout.File("artifacts", "films")).MakeAsync(script, null, cancel);
        var stage = new HomeStage { Film = film.File };
        await stage.PrepareAsync();
        stage._broker = ChildProcess.Start(Peer.Require("mosquitto"), ["-c", Path.Combine(stage._folder, "broker", "mosquitto.conf")]);
        await stage._broker.WaitForAsync("running", _ready);
        await stage.StartHubAsync();
        return stage;
    }

    public async Task StartHubAsync()
    {
        _hub = ChildProcess.Start(Programs.Hub, ["run", "--config", Path.Combine(_folder, "hub.json")]);
        await HubClient.WaitUntilReadyAsync(Address, () => _hub.HasExited ? _hub.Output : null, _ready);
    }

    public Task KillHubAsync() => _hub?.KillAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _hub, _broker }.OfType<ChildProcess>())
        {
            await process.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        await RunAsync(Peer.Require("ffmpeg"), "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=220:duration=1,volume=0.2,apad=pad_dur=3", "-t", "4", "-ar", "48000", "voice.wav");
        await RunAsync(Programs.Hub, "ca", "init", "--folder", "ca", "--campus", "test");
        await RunAsync(Programs.Hub, "ca", "server", "--folder", "ca", "--host", "localhost", "127.0.0.1");
        await RunAsync(Programs.Hub, "mosquitto-config", "--folder", "broker", "--campus", "test", "--port", _mqtt.ToString(CultureInfo.InvariantCulture), "--ca", "ca");
        await File.WriteAllTextAsync(Path.Combine(_folder, "hub.json"), $$"""
            {
              "Campus": { "Name": "test" },
              "Web": { "Port": {{_web}} },
              "Grpc": { "Port": {{_grpc}}, "Certificate": "ca/server.crt", "Key": "ca/server.key", "Root": "ca/root.crt" },
              "Broker": { "Host": "localhost", "Port": {{_mqtt}}, "Certificate": "ca/hub.crt", "Key": "ca/hub.key", "Root": "ca/root.crt" },
              "Storage": { "Folder": "hub" },
              "Signing": { "ConfigurationKey": "ca/configuration.key" },
              "RemoteExams": { "AccountEvery": "00:00:01" }
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "campus.yaml"), $$"""
            exams:
              - { id: {{Exam}}, title: "History", start: now, minutes: 60, remote: { sara: "Sara S." } }
            users:
              - { login: proctor, name: "Proctor", roles: [proctor], language: en, password: {{Stage.Password}} }
              - { login: sara, name: "Sara S.", roles: [student], language: en, password: {{Stage.Password}} }
            """);
        await RunAsync(Programs.Hub, "setup", "--config", "hub.json", "--campus", "campus.yaml");
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        await using var run = ChildProcess.Start(program, arguments, _folder);
        Assert.True(await run.WaitForExitAsync(_ready) == 0, $"{string.Join(' ', arguments)}\n{run.Output}");
    }
}
