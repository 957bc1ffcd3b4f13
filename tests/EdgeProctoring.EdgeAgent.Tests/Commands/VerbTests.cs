using System.Text.Json;

namespace EdgeProctoring.EdgeAgent.Tests.Commands;

/// <summary>The program as a person uses it: what it prints and how it ends.</summary>
public sealed class VerbTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-verbs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_names_every_fault_of_its_settings_at_once_with_the_cure_and_without_a_stack_trace()
    {
        var (code, said) = await RunAsync("run", "--config", Write("""{ "campus": "Main", "node": "n-1", "grpc": "http://hub", "mqtt": { "host": "hub", "port": 0 } }"""));
        Assert.Equal(2, code);
        string[] fields = ["campus", "data", "grpc", "mqtt.port", "profile", "certificate", "key", "ca", "configurationKey", "models"];
        Assert.All(fields, field => Assert.Contains($"  {field} is ", said, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "campus": "main", "nodes": "n-1" }""", "line 1: nodes is not a setting")]
    [InlineData("{ ", "line 1: ")]
    public async Task Run_says_where_its_settings_are_broken(string json, string expected)
    {
        var (code, said) = await RunAsync("run", "--config", Write(json));
        Assert.Equal(2, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_names_a_certificate_of_somebody_else()
    {
        using var nodes = new Nodes(node: "n-1");
        File.WriteAllText(Path.Combine(nodes.Folder, "configuration.pem"), "none");
        var (code, said) = await RunAsync("run", "--config", Write(Json(nodes, "n-2")));
        Assert.Equal(2, code);
        Assert.Contains("certificate is for 'n-1', but node is 'n-2'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_prints_one_line_of_json_per_frame_with_what_it_found()
    {
        NativeRuntime.Require();
        var film = await Films.MakeAsync(Films.Offences);
        var (code, said) = await RunAsync("detect", film.File, "--json", "--seat-map", film.TruthFile, "--models", Checkout.File("models"));
        Assert.Equal(0, code);
        var lines = Lines(said);
        var frames = lines.Where(line => line.GetProperty("type").GetString() == "frame").ToList();
        Assert.Equal(24 * 5, frames.Count);
        Assert.Equal(19, frames[0].GetProperty("faces").GetArrayLength());
        Assert.Equal("phone", Assert.Single(frames[8 * 5].GetProperty("objects").EnumerateArray()).GetProperty("kind").GetString());
        var phone = lines.First(line => line.GetProperty("type").GetString() == "observation" && line.GetProperty("kind").GetString() == "object.phone");
        Assert.Equal(("begins", "12"), (phone.GetProperty("state").GetString(), phone.GetProperty("seat").GetString()));
        Assert.InRange(phone.GetProperty("from").GetDouble(), 0, 24);
    }

    [Fact]
    public async Task Detect_goes_through_a_folder_in_order_and_names_what_it_cannot_read()
    {
        NativeRuntime.Require();
        var film = await Films.MakeAsync(Films.Offences);
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;
        await using (var ffmpeg = ChildProcess.Start(Peer.Require("ffmpeg"), ["-nostdin", "-v", "error", "-i", film.File, "-frames:v", "2", "-r", "1", Path.Combine(folder, "hall-%d.png")]))
        {
            Assert.Equal(0, await ffmpeg.WaitForExitAsync(_limit));
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.jpg"), "no picture");
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "no picture either");

        var (code, said) = await RunAsync("detect", folder, "--models", Checkout.File("models"));

        Assert.Equal(2, code);
        var lines = Lines(said);
        Assert.Equal(["error broken.jpg", "frame hall-1.png", "frame hall-2.png"], lines.Select(line => $"{line.GetProperty("type").GetString()} {line.GetProperty("file").GetString()}"));
        Assert.Equal("hall", lines[1].GetProperty("view").GetString());
        Assert.Equal(19, lines[1].GetProperty("people").GetInt32());
        Assert.Contains("1 of 4 files are no pictures", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_and_mount_check_name_every_fault_of_a_seat_map()
    {
        var map = Write("""{ "seats": [ { "id": "a", "row": 0, "corners": [] }, { "id": "a", "corners": [ { "x": 0, "y": 0 }, { "x": 9, "y": 20000 }, { "x": 9, "y": 9 } ] } ] }""");
        foreach (var arguments in new[] { new[] { "detect", map, "--seat-map", map }, ["mount-check", "--seat-map", map] })
        {
            var (code, said) = await RunAsync(arguments);
            Assert.Equal(2, code);
            Assert.All(["seats[a].row is '0'", "seats[a].corners is '0'", "seats[a].corners is '3'", "seats.id is 'a'; allowed: each seat once"],
                fault => Assert.Contains(fault, said, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mount_check_prints_a_table_for_people_and_the_same_for_the_hub()
    {
        var map = Write("""
            { "seats": [
              { "id": "1", "row": 1, "distanceMm": 2500, "corners": [ { "x": 1000, "y": 5000 }, { "x": 4000, "y": 5000 }, { "x": 4000, "y": 9000 }, { "x": 1000, "y": 9000 } ] },
              { "id": "2", "row": 2, "distanceMm": 30000, "corners": [ { "x": 6000, "y": 1000 }, { "x": 7000, "y": 1000 }, { "x": 7000, "y": 2000 }, { "x": 6000, "y": 2000 } ] } ] }
            """);
        var (code, said) = await RunAsync("mount-check", "--seat-map", map, "--lens", "70");
        Assert.Equal(0, code);
        Assert.Contains("1 of 2 desks seen", said, StringComparison.Ordinal);
        (code, said) = await RunAsync("mount-check", "--seat-map", map, "--lens", "70", "--json");
        Assert.Equal((0, 1), (code, JsonDocument.Parse(said).RootElement.GetProperty("seen").GetInt32()));
        (code, said) = await RunAsync("mount-check", "--seat-map", map, "--lens", "5", "--width", "0");
        Assert.Equal(2, code);
        Assert.All(["--lens is '5'", "--width is '0'"], fault => Assert.Contains(fault, said, StringComparison.Ordinal));
    }

    private static List<JsonElement> Lines(string said) =>
        [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public async Task Film_prints_the_paths_of_film_and_truth()
    {
        Peer.Require("rsvg-convert");
        var script = Path.Combine(_folder, "small.yaml");
        await File.WriteAllTextAsync(script, "name: small\nseconds: 10\nrate: 1\nrows: 1\ncolumns: 2\n");
        var (code, said) = await RunAsync("film", script, "--into", _folder);
        Assert.Equal(0, code);
        Assert.All(said.Split('\n').Where(line => line.StartsWith('/')), file => Assert.True(File.Exists(file), file));
        Assert.Equal(2, said.Split('\n').Count(line => line.StartsWith(_folder, StringComparison.Ordinal)));
        (code, said) = await RunAsync("film", Write("seconds: 1\nrows: 90\n"), "--into", _folder);
        Assert.Equal(2, code);
        Assert.Contains("rows is 90", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_names_the_demo_model_and_its_hash()
    {
        NativeRuntime.Require();
        var (code, said) = await RunAsync("models", "--models", Checkout.File("models"));
        Assert.Equal(0, code);
        Assert.Contains("hall-seed (demo model)", said, StringComparison.Ordinal);
        Assert.Matches("[0-9a-f]{64}", said);
    }

    [Fact]
    public async Task Doctor_tells_good_from_bad_and_each_cure()
    {
        NativeRuntime.Require();
        await using var broker = await Mosquitto.StartAsync();
        var hub = await EvidenceHub.StartAsync(broker.Ca);
        using var nodes = new Nodes(broker.Ca, "n-1", broker.Ca.Issue("n-1", notAfter: TimeProvider.System.GetUtcNow().AddDays(3)));
        using (var key = System.Security.Cryptography.ECDsa.Create())
        {
            File.WriteAllText(Path.Combine(nodes.Folder, "configuration.pem"), key.ExportSubjectPublicKeyInfoPem());
        }
        var settings = Write(Json(nodes, "n-1", broker.TlsPort, hub.Address));
        var (code, said) = await RunAsync("doctor", "--config", settings);
        Assert.Equal(0, code);
        Assert.Contains("lets the node in", said, StringComparison.Ordinal);
        Assert.Contains("answers with the campus's certificate", said, StringComparison.Ordinal);
        Assert.Contains("note  certificate: it ends on", said, StringComparison.Ordinal);

        await hub.DisposeAsync();
        await broker.StopAsync();
        (code, said) = await RunAsync("doctor", "--config", settings);
        Assert.Equal(1, code);
        Assert.Contains("BAD   broker:", said, StringComparison.Ordinal);
        Assert.Contains("BAD   hub:", said, StringComparison.Ordinal);
        Assert.Contains("To mend it:", said, StringComparison.Ordinal);
    }

    private static string Json(Nodes nodes, string node, int port = 8883, string grpc = "https://localhost:1") => JsonSerializer.Serialize(new
    {
        campus = "main", node, data = nodes.Settings.Data, mqtt = new { host = "localhost", port }, grpc, certificate = nodes.Settings.Certificate, key = nodes.Settings.Key,
        ca = nodes.Settings.Ca, configurationKey = Path.Combine(nodes.Folder, "configuration.pem"), profile = "x64", models = Checkout.File("models"),
    });

    private string Write(string content)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, content);
        return file;
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        await using var process = AgentProcess.Run(arguments);
        var code = await process.WaitForExitAsync(_limit);
        return (code, process.Output);
    }
}
