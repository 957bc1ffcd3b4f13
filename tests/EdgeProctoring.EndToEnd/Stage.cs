using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EndToEnd;

/// <summary>
/// A whole campus for one test: authority, broker, hub and one node whose camera plays a drawn hall, in a folder of its own,
/// on free loopback ports. Each part can be killed and started again.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Password = "only-for-this-test";
    private static readonly TimeSpan _ready = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("stage-").FullName;
    private readonly int _mqtt = FreePort.Next();
    private readonly int _web = FreePort.Next();
    private readonly int _grpc = FreePort.Next();
    private ChildProcess? _broker;
    private ChildProcess? _hub;
    private ChildProcess? _agent;

    public string Address => $"http://127.0.0.1:{_web}";
    public required GroundTruth Truth { get; init; }

    /// <summary>The film begins again when it is over.</summary>
    public bool Repeats { get; init; }

    /// <summary>Draws the hall, makes the campus, and starts broker and hub; the node begins with <see cref="StartAgent"/>.</summary>
    public static async Task<Stage> SetAsync(HallScript script, CancellationToken cancel, bool repeats = false)
    {
        NativeRuntime.RequireFetched();
        Peer.Require("rsvg-convert");
        Peer.Require("mosquitto");
        var film = await new FilmStudio(Checkout.File("artifacts", "films")).MakeAsync(script, null, cancel);
        var stage = new Stage { Truth = film.Truth, Repeats = repeats };
        await stage.PrepareAsync(film, script.Width);
        await stage.StartBrokerAsync();
        await stage.StartHubAsync();
        return stage;
    }

    /// <summary>From the node's next start on the camera shows another film.</summary>
    public async Task ShowAsync(HallScript script, CancellationToken cancel)
    {
        var film = await new FilmStudio(Checkout.File("artifacts", "films")).MakeAsync(script, null, cancel);
        File.Copy(film.File, Path.Combine(_folder, "playing.mp4"), overwrite: true);
    }

    public async Task StartBrokerAsync()
    {
        _broker = ChildProcess.Start(Peer.Require("mosquitto"), ["-c", Path.Combine(_folder, "broker", "mosquitto.conf")]);
        await _broker.WaitForAsync("running", _ready);
    }

    public async Task StartHubAsync()
    {
        _hub = ChildProcess.Start(Programs.Hub, ["run", "--config", Path.Combine(_folder, "hub.json")]);
        await HubClient.WaitUntilReadyAsync(Address, () => _hub.HasExited ? _hub.Output : null, _ready);
    }

    public void StartAgent() => _agent = ChildProcess.Start(Programs.Agent, ["run", "--config", Path.Combine(_folder, "agent.json")]);

    /// <summary>The hub's address for nodes, the campus's root, and a folder for whatever a test makes.</summary>
    public string GrpcAddress => $"https://localhost:{_grpc}";
    public string RootFile => Path.Combine(_folder, "ca", "root.crt");
    public string Folder => _folder;

    public Task KillBrokerAsync() => KillAsync(_broker);
    public Task KillHubAsync() => KillAsync(_hub);
    public Task KillAgentAsync() => KillAsync(_agent);

    /// <summary>Waits for a line in the node's log.</summary>
    public Task AgentSaysAsync(string text, TimeSpan limit) => _agent!.WaitForAsync(text, limit);

    /// <summary>What the programs said, for a failed assertion.</summary>
    public string Logs => $"hub:\n{_hub?.Output}\n\nagent:\n{_agent?.Output}";

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _agent, _hub, _broker }.OfType<ChildProcess>())
        {
            await process.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static Task KillAsync(ChildProcess? process) => process?.KillAsync() ?? Task.CompletedTask;

    private async Task PrepareAsync(DrawnFilm film, int width)
    {
        File.Copy(film.File, Path.Combine(_folder, "playing.mp4"));
        File.Copy(film.TruthFile, Path.Combine(_folder, "seats.json"));
        await HubAsync("ca", "init", "--folder", "ca", "--campus", "test");
        await HubAsync("ca", "issuing", "--folder", "ca", "--campus", "test");
        await HubAsync("ca", "server", "--folder", "ca", "--host", "localhost", "127.0.0.1");
        await HubAsync("ca", "node", "n-1", "--folder", "ca");
        await HubAsync("mosquitto-config", "--folder", "broker", "--campus", "test", "--port", $"{_mqtt}", "--ca", "ca");
        await File.WriteAllTextAsync(Path.Combine(_folder, "hub.json"), $$"""
            {
              "Campus": { "Name": "test" },
              "Web": { "Port": {{_web}} },
              "Grpc": { "Port": {{_grpc}}, "Certificate": "ca/server.crt", "Key": "ca/server.key", "Root": "ca/root.crt" },
              "Broker": { "Host": "localhost", "Port": {{_mqtt}}, "Certificate": "ca/hub.crt", "Key": "ca/hub.key", "Root": "ca/root.crt" },
              "Storage": { "Folder": "hub" },
              "People": { "SecondFactor": false },
              "Signing": { "ConfigurationKey": "ca/configuration.key", "IssuingCertificate": "ca/issuing.crt", "IssuingKey": "ca/issuing.key" }
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "agent.json"), $$"""
            {
              "campus": "test", "node": "n-1", "data": "node", "mqtt": { "host": "localhost", "port": {{_mqtt}} }, "grpc": "https://localhost:{{_grpc}}",
              "certificate": "ca/n-1.crt", "key": "ca/n-1.key", "ca": "ca/root.crt", "configurationKey": "ca/configuration.pub",
              "profile": "x64", "models": "{{Checkout.File("models")}}"
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "campus.yaml"), Campus(width));
        await HubAsync("setup", "--config", "hub.json", "--campus", "campus.yaml");
    }

    private string Campus(int width)
    {
        var roster = Truth.Seats.Select(seat => seat.Id).Except(Truth.Empty).Select(seat => $"\"{seat}\": \"Student {seat}\"");
        return $$"""
            rooms: [ { id: r-1, name: "1", seats: seats.json } ]
            nodes:
              - id: n-1
                certificate: ca/n-1.crt
                cameras: [ { id: cam-1, room: r-1, address: "file:playing.mp4{{(Repeats ? "" : "?once")}}", frames-per-minute: 180, look-seconds: 2, lens-degrees: 38, width: {{width}} } ]
            exams:
              - { id: e-1, title: "Exam", start: now, minutes: 60, rooms: [ { room: r-1, staff: 0, roster: { {{string.Join(", ", roster)}} } } ] }
            users:
              - { login: proctor, name: "Proctor", roles: [proctor], language: en, password: {{Password}} }
              - { login: dean, name: "Dean", roles: [dean], language: kk, password: {{Password}} }
              - { login: it, name: "Campus IT", roles: [it], language: en, password: {{Password}} }
              - { login: compliance, name: "Compliance", roles: [compliance], language: en, password: {{Password}} }
              - { login: exam-office, name: "Exam office", roles: [exam-office], language: en, password: {{Password}} }

            """;
    }

    private async Task HubAsync(params string[] arguments)
    {
        await using var hub = ChildProcess.Start(Programs.Hub, arguments, _folder);
        Assert.True(await hub.WaitForExitAsync(_ready) == 0, $"{string.Join(' ', arguments)}\n{hub.Output}");
    }
}
