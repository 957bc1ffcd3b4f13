using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeProctoring.TestKit;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>The hub as an installation runs it: its own process, mosquitto beside it, real certificates, a campus of many sittings.</summary>
internal sealed class HubBench : IAsyncDisposable
{
    public const string Campus = "bench";
    public const string Exam = "big";
    public const int SeatsPerRoom = 100;
    public const int CamerasPerNode = 8;
    public const string Password = "only-for-this-bench";
    public static readonly IReadOnlyList<string> Nodes = ["n-1", "n-2", "n-3", "n-4"];

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("ep-bench-hub-").FullName;
    private readonly int _web = FreePort.Next();
    private readonly List<ChildProcess> _processes = [];

    public int GrpcPort { get; } = FreePort.Next();
    public int MqttPort { get; } = FreePort.Next();
    public int Hub { get; private set; }
    public DateTimeOffset ExamFrom { get; } = TimeProvider.System.GetUtcNow().AddMinutes(-50);

    /// <summary>Memory of the hub's process in MB, as the system counts it.</summary>
    public long ResidentMegabytes => long.Parse(File.ReadLines($"/proc/{Hub}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    public TimeSpan HubProcessor
    {
        get
        {
            using var hub = System.Diagnostics.Process.GetProcessById(Hub);
            return hub.TotalProcessorTime;
        }
    }

    /// <summary>The nodes of this campus: four, or as many as give each room a camera of its own.</summary>
    public IReadOnlyList<string> Names { get; private set; } = Nodes;

    public Uri Address => new($"http://127.0.0.1:{_web}");

    /// <summary>One exam keeps the plain name, so that its benches stay comparable.</summary>
    public static string ExamOf(int at, int exams) => exams == 1 ? Exam : $"{Exam}-{at + 1}";

    public string PathOf(params string[] parts) => Path.Combine([_folder, .. parts]);

    public static async Task<HubBench> StartAsync(int sittings, int exams = 1)
    {
        var bench = new HubBench();
        await bench.RunAsync("ca", "init", "--folder", "ca", "--campus", Campus);
        await bench.RunAsync("ca", "server", "--folder", "ca", "--host", "localhost", "127.0.0.1");
        bench.Names = exams == 1 ? Nodes : [.. Enumerable.Range(1, ((sittings / SeatsPerRoom) + CamerasPerNode - 1) / CamerasPerNode).Select(at => $"n-{at}")];
        foreach (var node in bench.Names)
        {
            await bench.RunAsync("ca", "node", "--folder", "ca", node);
        }
        await bench.RunAsync("mosquitto-config", "--folder", "broker", "--campus", Campus, "--port", $"{bench.MqttPort}", "--ca", "ca");
        bench._processes.Add(ChildProcess.Start(Peer.Require("mosquitto"), ["-c", bench.PathOf("broker", "mosquitto.conf")]));
        await File.WriteAllTextAsync(bench.PathOf("hub.json"), $$"""
            { "Campus": { "Name": "{{Campus}}" }, "Storage": { "Folder": "data" }, "Web": { "Port": {{bench._web}} },
              "Grpc": { "Port": {{bench.GrpcPort}}, "Certificate": "ca/server.crt", "Key": "ca/server.key", "Root": "ca/root.crt" },
              "Broker": { "Port": {{bench.MqttPort}}, "Certificate": "ca/hub.crt", "Key": "ca/hub.key", "Root": "ca/root.crt" },
              "Signing": { "ConfigurationKey": "ca/configuration.key" },
              "People": { "SecondFactor": false, "TriesPerMinute": 1000 } }
            """);
        await bench.WriteCampusAsync(sittings, exams);
        await bench.RunAsync("setup", "--config", "hub.json", "--campus", "campus.yaml");
        var hub = ChildProcess.Start(Program, ["run", "--config", bench.PathOf("hub.json")], bench._folder);
        bench._processes.Add(hub);
        bench.Hub = hub.Id;
        await bench.ReadyAsync();
        return bench;
    }

    public X509Certificate2 Certificate(string node)
    {
        using var pair = X509Certificate2.CreateFromPemFile(PathOf("ca", $"{node}.crt"), PathOf("ca", $"{node}.key"));
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
    }

    public X509Certificate2 Root() => X509CertificateLoader.LoadCertificateFromFile(PathOf("ca", "root.crt"));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program => Checkout.File("artifacts", "bin", "EdgeProctoring.Hub", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/') + "/"))!, "edgeproctoring-hub");

    private async Task RunAsync(params string[] arguments)
    {
        await using var run = ChildProcess.Start(Program, arguments, _folder);
        if (await run.WaitForExitAsync(_limit) != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)}: {run.Output}");
        }
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient();
        using var late = new CancellationTokenSource(_limit);
        while (true)
        {
            try
            {
                using var reply = await http.GetAsync($"http://127.0.0.1:{_web}/health/ready", late.Token);
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, late.Token);
        }
    }

    private async Task WriteCampusAsync(int sittings, int exams)
    {
        var seats = string.Join(',', Enumerable.Range(1, SeatsPerRoom).Select(seat => $$"""{"id":"{{seat}}","row":1,"distanceMm":3000,"corners":[{"x":1,"y":1},{"x":90,"y":1},{"x":90,"y":90}]}"""));
        await File.WriteAllTextAsync(PathOf("hall.json"), $$"""{"seats":[{{seats}}]}""");
        var rooms = Enumerable.Range(1, sittings / SeatsPerRoom).Select(room => $"r{room}").ToList();
        var roster = string.Join(", ", Enumerable.Range(1, SeatsPerRoom).Select(seat => $"\"{seat}\": \"P {seat}\""));
        var yaml = new StringBuilder("rooms:\n");
        rooms.ForEach(room => yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: {room}, seats: hall.json }}\n"));
        yaml.Append("nodes:\n");
        foreach (var (at, node) in Names.Index())
        {
            // Only a camera whose view of a seat is known may judge it: with many exams each room has its own.
            var cameras = exams == 1 ? "{ id: cam-1, room: r1, address: \"file:x.mp4\" }"
                : string.Join(", ", rooms.Where((_, room) => room / CamerasPerNode == at).Select(room => $"{{ id: cam-{room[1..]}, room: {room}, address: \"file:x.mp4\", lens-degrees: 50, width: 1920 }}"));
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: {node}, certificate: ca/{node}.crt, cameras: [ {cameras} ] }}\n");
        }
        yaml.Append("exams:\n");
        foreach (var (at, held) in rooms.Chunk(rooms.Count / exams).Index())
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - id: {ExamOf(at, exams)}\n    title: Big\n    start: \"{ExamFrom:O}\"\n    minutes: 600\n    rooms:\n");
            foreach (var room in held)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"      - {{ room: {room}, roster: {{ {roster} }} }}\n");
            }
        }
        yaml.Append("users:\n");
        foreach (var role in (string[])["proctor", "dean", "compliance", "exam-office", "it"])
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ login: {role}, name: {role}, roles: [{role}], language: en, password: {Password} }}\n");
        }
        await File.WriteAllTextAsync(PathOf("campus.yaml"), yaml.ToString());
    }
}
