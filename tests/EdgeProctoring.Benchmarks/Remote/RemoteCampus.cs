using System.Diagnostics;
using System.Text;
using EdgeProctoring.TestKit;

namespace EdgeProctoring.Benchmarks.Remote;

/// <summary>A hub of its own with one exam that many students sit at home: the built program, in a folder of its own, on loopback.</summary>
internal sealed class RemoteCampus : IAsyncDisposable
{
    public const string Exam = "load";
    public const string Password = "only-for-this-benchmark";
    private static readonly TimeSpan _ready = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("remote-load-").FullName;
    private readonly int _web = FreePort.Next();
    private readonly string _hubProgram;
    private ChildProcess? _broker;
    private ChildProcess? _hub;

    private RemoteCampus(string hubProgram) => _hubProgram = hubProgram;

    public Uri Address => new($"http://127.0.0.1:{_web}");
    public TimeSpan Processor => Process.GetProcessById(_hub!.Id).TotalProcessorTime;
    public long MemoryMb => Process.GetProcessById(_hub!.Id).WorkingSet64 >> 20;
    public string Output => _hub?.Output ?? "";

    public static async Task<RemoteCampus> StartAsync(string hubProgram, int students, int lookers, CancellationToken cancel)
    {
        var campus = new RemoteCampus(hubProgram);
        await campus.PrepareAsync(students, lookers);
        campus._broker = ChildProcess.Start(Peer.Find("mosquitto") ?? "/usr/sbin/mosquitto", ["-c", Path.Combine(campus._folder, "broker", "mosquitto.conf")]);
        await campus._broker.WaitForAsync("running", _ready);
        campus._hub = ChildProcess.Start(hubProgram, ["run", "--config", Path.Combine(campus._folder, "hub.json")]);
        using var http = new HttpClient { BaseAddress = campus.Address };
        while (!cancel.IsCancellationRequested && !await IsReadyAsync(http, cancel))
        {
            await Task.Delay(200, cancel);
        }
        return campus;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _hub, _broker }.OfType<ChildProcess>())
        {
            await process.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            return (await http.GetAsync("/health/ready", cancel)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task PrepareAsync(int students, int lookers)
    {
        var (mqtt, grpc) = (FreePort.Next(), FreePort.Next());
        await HubAsync("ca", "init", "--folder", "ca", "--campus", "load");
        await HubAsync("ca", "server", "--folder", "ca", "--host", "localhost", "127.0.0.1");
        await HubAsync("mosquitto-config", "--folder", "broker", "--campus", "load", "--port", $"{mqtt}", "--ca", "ca");
        await File.WriteAllTextAsync(Path.Combine(_folder, "hub.json"), $$"""
            {
              "Campus": { "Name": "load" }, "Web": { "Port": {{_web}} },
              "Grpc": { "Port": {{grpc}}, "Certificate": "ca/server.crt", "Key": "ca/server.key", "Root": "ca/root.crt" },
              "Broker": { "Host": "localhost", "Port": {{mqtt}}, "Certificate": "ca/hub.crt", "Key": "ca/hub.key", "Root": "ca/root.crt" },
              "Storage": { "Folder": "hub" }, "Signing": { "ConfigurationKey": "ca/configuration.key" }, "RemoteExams": { "Lookers": {{lookers}} }
            }
            """);
        var yaml = new StringBuilder($"exams:\n  - {{ id: {Exam}, title: Load, start: now, minutes: 600, remote: {{ {string.Join(", ", Enumerable.Range(0, students).Select(at => $"s{at}: Student {at}"))} }} }}\nusers:\n");
        yaml.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  - {{ login: proctor, name: Proctor, roles: [proctor], password: {Password} }}");
        for (var at = 0; at < students; at++)
        {
            yaml.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  - {{ login: s{at}, name: Student {at}, roles: [student], password: {Password} }}");
        }
        await File.WriteAllTextAsync(Path.Combine(_folder, "campus.yaml"), yaml.ToString());
        await HubAsync("setup", "--config", "hub.json", "--campus", "campus.yaml");
    }

    private async Task HubAsync(params string[] arguments)
    {
        await using var run = ChildProcess.Start(_hubProgram, arguments, _folder);
        if (await run.WaitForExitAsync(_ready) != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)}\n{run.Output}");
        }
    }
}
