namespace EdgeProctoring.TestKit;

/// <summary>What a test wants of its broker.</summary>
public sealed record MosquittoOptions
{
    /// <summary>Who may read and write what, in mosquitto's own words. Default: a node its own branch, the hub all nodes' branches.</summary>
    public string Acl { get; init; } = """
        pattern readwrite ep/v1/+/n/%u/#
        user hub
        topic readwrite ep/v1/#
        """;

    /// <summary>Further lines for the broker as a whole, such as "max_packet_size 20000".</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}

/// <summary>
/// A broker of its own: one port with mutual TLS where the certificate's name is the user name, one plain port on loopback
/// for anybody. Its state outlives <see cref="StopAsync"/> and <see cref="KillAsync"/>, as on a real machine.
/// </summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    private readonly string _program;
    private readonly string _folder;
    private readonly List<ChildProcess> _lives = [];

    private Mosquitto(string program, MosquittoOptions options)
    {
        _program = program;
        _folder = Directory.CreateTempSubdirectory("ep-mosquitto-").FullName;
        Ca = new TestCa(Path.Combine(_folder, "certificates"));
        WriteConfiguration(options, Ca.Issue("localhost"));
    }

    /// <summary>The authority of the server's certificate; clients that it issued are let in.</summary>
    public TestCa Ca { get; }

    public string Host => "localhost";
    public int TlsPort { get; } = FreePort.Next();
    public int PlainPort { get; } = FreePort.Next();

    /// <summary>All that the broker said, over all its lives.</summary>
    public string Log => string.Join('\n', _lives.Select(life => life.Output));

    /// <summary>Starts a broker; the test is skipped by name where mosquitto is not installed.</summary>
    public static async Task<Mosquitto> StartAsync(MosquittoOptions? options = null)
    {
        var broker = new Mosquitto(Peer.Require("mosquitto"), options ?? new MosquittoOptions());
        try
        {
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the stopped or killed broker again, on the same ports, with what it kept on disk.</summary>
    public async Task StartAgainAsync()
    {
        var life = ChildProcess.Start(_program, ["-c", Path.Combine(_folder, "mosquitto.conf")]);
        _lives.Add(life);
        await life.WaitForAsync("running", _limit);
    }

    /// <summary>Stops it in order: it says goodbye to its clients and writes its state.</summary>
    public async Task StopAsync()
    {
        await _lives[^1].TerminateAsync();
        await _lives[^1].WaitForExitAsync(_limit);
    }

    /// <summary>kill -9: what was only in its memory is gone.</summary>
    public Task KillAsync() => _lives[^1].KillAsync();

    /// <summary>Waits until the broker's present life has said this.</summary>
    public Task WaitForLogAsync(string text) => _lives[^1].WaitForAsync(text, _limit);

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }
        Ca.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void WriteConfiguration(MosquittoOptions options, TestCertificate server)
    {
        File.WriteAllText(Path.Combine(_folder, "acl"), options.Acl + "\n");
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        File.WriteAllText(Path.Combine(_folder, "mosquitto.conf"), $"""
            per_listener_settings true
            {(Environment.IsPrivilegedProcess ? "user root" : "")}
            persistence true
            persistence_location {_folder}/data/
            max_inflight_messages 1000
            max_queued_messages 100000
            set_tcp_nodelay true
            log_dest stderr
            log_type error
            log_type warning
            log_type notice
            log_type information
            {string.Join('\n', options.Settings)}

            listener {TlsPort} 127.0.0.1
            cafile {Ca.RootFile}
            certfile {server.CertificateFile}
            keyfile {server.KeyFile}
            require_certificate true
            use_identity_as_username true
            tls_version tlsv1.2
            allow_anonymous false
            acl_file {_folder}/acl

            listener {PlainPort} 127.0.0.1
            allow_anonymous true

            """);
    }
}
