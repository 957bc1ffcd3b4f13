namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>The folder of an agent that runs within the test's process, so that its clock can be set.</summary>
internal sealed class AgentFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-agent-").FullName;

    public AgentFolder(TestHub hub, Mosquitto broker, string grpc)
    {
        NativeRuntime.Require();
        var key = Path.Combine(_folder, "configuration.pem");
        File.WriteAllText(key, hub.ConfigurationKeyPem);
        Settings = new AgentSettings
        {
            Campus = TestHub.Campus, Node = hub.Topics.Node, Data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName, Ring = Path.Combine(_folder, "ring"), Films = Films.Folder,
            Mqtt = new BrokerAddress { Host = "localhost", Port = broker.TlsPort }, Grpc = grpc, Certificate = hub.Certificate.CertificateFile, Key = hub.Certificate.KeyFile, Ca = broker.Ca.RootFile,
            ConfigurationKey = key, Profile = "x64", Models = Checkout.File("models"), Home = _folder,
        };
    }

    public AgentSettings Settings { get; init; }

    /// <summary>Waits until so many segments of a camera have been recorded.</summary>
    public async Task RingHoldsAsync(string camera, int segments)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        var ring = Path.Combine(Settings.RingFolder, camera);
        while (!Directory.Exists(ring) || Directory.EnumerateFiles(ring, "*.ts", SearchOption.AllDirectories).Count() < segments)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), late.Token);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
