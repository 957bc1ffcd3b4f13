using EdgeProctoring.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>Parts of a node without cameras, in a folder of their own.</summary>
internal sealed class Nodes : IDisposable
{
    private readonly TestCa? _own;

    public Nodes(TestCa? ca = null, string node = "n-204", TestCertificate? certificate = null)
    {
        _own = ca is null ? new TestCa(Path.Combine(Folder, "ca")) : null;
        var issued = certificate ?? (ca ?? _own!).Issue(node);
        Settings = new AgentSettings
        {
            Campus = TestHub.Campus, Node = node, Data = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName, Certificate = issued.CertificateFile,
            Key = issued.KeyFile, Ca = (ca ?? _own!).RootFile, Profile = "x64", Models = Checkout.File("models"), Home = Folder,
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ep-node-").FullName;
    public AgentSettings Settings { get; init; }

    public NodeIdentity Identity() => NodeIdentity.Load(Settings, TimeProvider.System);

    public Spool Open(NodeIdentity node, long mostBytes = 100_000_000, TimeProvider? time = null) =>
        Open(node, new NodeClock(time ?? TimeProvider.System), mostBytes);

    public Spool Open(NodeIdentity node, NodeClock clock, long mostBytes = 100_000_000) => new(Settings.Data, node, mostBytes, clock, NullLogger<Spool>.Instance);

    public static BatchItem Phone(string seat, DateTimeOffset? to = null, string? id = null, DateTimeOffset? from = null) => new(0)
    {
        Observation = new Observation
        {
            Id = id ?? NodeClock.NewId(TimeProvider.System.GetUtcNow()), Source = new Source(SourceKind.Node, "n-204", "cam-1"), Boot = "", Seq = 0,
            Subject = Subject.OfSeat("ex-1", "r-204", seat), Kind = ObservationKind.Phone, From = from ?? (to ?? TimeProvider.System.GetUtcNow()).AddSeconds(-1), To = to, Confidence = 900,
        },
    };

    public static BatchItem Watched() =>
        ItemMaker.Stretch("cam-1", Subject.OfRoom("ex-1", "r-204"), TimeProvider.System.GetUtcNow().AddSeconds(-10), TimeProvider.System.GetUtcNow(), null);

    public static StoredEvidence Evidence(string id, long size, string sha256, string exam = "ex-1") => new()
    {
        Id = id, Subject = Subject.OfSeat(exam, "r-204", "12"), Camera = "cam-1", MediaType = "image/jpeg", Size = size, Sha256 = sha256,
        From = TimeProvider.System.GetUtcNow(), To = TimeProvider.System.GetUtcNow(),
    };

    public void Dispose()
    {
        _own?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
