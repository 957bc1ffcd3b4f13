using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A hub's folder on disk as an installation leaves it: certificates, configuration, a small campus.</summary>
internal sealed class HubFolder : IAsyncDisposable
{
    public const string Campus = "test";
    public const string Exam = "math-1";
    public const string Room = "204";
    public const string Node = "node-204";
    public const string OtherNode = "node-205";
    public const string Password = "correct-horse-battery";

    /// <summary>A model's file that the hub hands out.</summary>
    public static readonly byte[] Model = [.. Enumerable.Range(0, 600_000).Select(at => (byte)(at * 7))];

    private readonly string _folder = Directory.CreateTempSubdirectory("ep-hub-").FullName;

    private readonly string? _postgreSql;
    private readonly string? _owner;

    public HubFolder(int brokerPort, string? postgreSql = null, object? people = null, object? mail = null, string? owner = null, object? oidc = null, object? more = null)
    {
        (_postgreSql, _owner) = (postgreSql, owner);
        Authority = new CampusAuthority(File("ca"), TimeProvider.System);
        Authority.Create(Campus);
        Authority.CreateIssuing(Campus);
        Authority.IssueServer("server", ["localhost", "127.0.0.1"]);
        foreach (var name in (string[])["hub", Node, OtherNode, "stranger"])
        {
            Authority.IssueClient(name);
        }
        var settings = JsonSerializer.SerializeToNode(new
        {
            Campus = new { Name = Campus },
            Storage = new { Folder = "data", PostgreSql = postgreSql, PostgreSqlOwner = owner },
            Web = new { Port = WebPort },
            Grpc = new { Port = GrpcPort, Certificate = "ca/server.crt", Key = "ca/server.key", Root = "ca/root.crt" },
            Broker = new { Port = brokerPort, Certificate = "ca/hub.crt", Key = "ca/hub.key", Root = "ca/root.crt", LongestPause = "00:00:01", Folder = "broker" },
            Signing = new { ConfigurationKey = "ca/configuration.key", IssuingCertificate = "ca/issuing.crt", IssuingKey = "ca/issuing.key" },
            Models = new { Folder = "models" },
            People = people ?? new { SecondFactor = false, SessionsPerPerson = 100, TriesPerMinute = 10_000 },
            Mail = mail ?? new { },
            Oidc = oidc ?? new { },
            Ingest = new { JudgeEvery = "00:00:00.2", AskAfter = "00:00:00.5" },
        })!.AsObject();
        foreach (var (section, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject().ToList())
        {
            settings[section] = value!.DeepClone();
        }
        System.IO.File.WriteAllText(File("hub.json"), settings.ToJsonString());
        Directory.CreateDirectory(File("models"));
        System.IO.File.WriteAllBytes(File("models", "good.onnx"), Model);
        System.IO.File.WriteAllBytes(File("models", "changed.onnx"), [.. Model.Reverse()]);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Model));
        System.IO.File.WriteAllText(File("models", "manifest.json"), JsonSerializer.Serialize(new
        {
            models = new[] { (Name: "good", File: "good.onnx"), (Name: "changed", File: "changed.onnx"), (Name: "outside", File: "../models/good.onnx") }
                .Select(model => new { name = model.Name, file = model.File, bytes = Model.Length, sha256 }),
        }));
        System.IO.File.WriteAllText(File("hall.json"), SeatMap(rows: 2, columns: 5));
    }

    public CampusAuthority Authority { get; }
    public int WebPort { get; } = FreePort.Next();
    public int GrpcPort { get; } = FreePort.Next();
    public string Configuration => File("hub.json");

    public string File(params string[] parts) => Path.Combine([_folder, .. parts]);

    /// <summary>Writes the campus file; <paramref name="more"/> is appended to it as it stands.</summary>
    public string CampusFile(string start = "now", string more = "")
    {
        var path = File("campus.yaml");
        System.IO.File.WriteAllText(path, $$"""
            rooms:
              - { id: "{{Room}}", seats: hall.json }
              - { id: "205", seats: hall.json }
            nodes:
              - id: {{Node}}
                certificate: ca/{{Node}}.crt
                cameras: [ { id: cam-1, room: "{{Room}}", address: "file:hall.mp4", lens-degrees: 50 } ]
              - id: {{OtherNode}}
                cameras: [ { id: cam-1, room: "205", address: "file:hall.mp4", lens-degrees: 50 } ]
            exams:
              - id: {{Exam}}
                title: Mathematics
                start: {{start}}
                minutes: 60
                rooms: [ { room: "{{Room}}", roster: { "1": "Anna A.", "2": "Boris B.", "7": "Clara C." } } ]
            users:
            {{string.Join('\n', Hub.People.Roles.All.Select(role => $"  - {{ login: {role}, name: \"{role} person\", roles: [{role}], password: {Password} }}"))}}
            {{more}}
            """);
        return path;
    }

    public async Task SetUpAsync(TimeProvider time, string start = "now")
    {
        await using var database = Open();
        await StorageServices.PrepareAsync(database, time, CancellationToken.None);
        var file = new CampusFile(CampusFile(start), time.GetUtcNow());
        var campus = file.Read();
        Assert.Empty(file.Errors);
        await new CampusWriter(database, time).WriteAsync(campus!, CancellationToken.None);
    }

    public IDatabase Open() => _postgreSql is null ? new SqliteDatabase(File("data", "hub.db")) : new PostgreSqlDatabase(_postgreSql, _owner);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static string SeatMap(int rows, int columns) => JsonSerializer.Serialize(new
    {
        seats = Enumerable.Range(0, rows * columns).Select(at =>
        {
            var (x, y) = (1000 + (at % columns * 1800), 2000 + (at / columns * 3000));
            return new
            {
                id = $"{at + 1}",
                row = rows - (at / columns),
                distanceMm = 2500 + ((rows - 1 - (at / columns)) * 1600),
                corners = new[] { new PicturePoint(x - 500, y - 900), new PicturePoint(x + 500, y - 900), new PicturePoint(x + 500, y + 900), new PicturePoint(x - 500, y + 900) }
                    .Select(corner => new { x = corner.X, y = corner.Y }),
            };
        }),
    });
}
