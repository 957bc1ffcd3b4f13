using System.Device.Gpio;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;
using MQTTnet;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Looks at everything that a node needs, and says of each problem in one sentence what it is and how to mend it.</summary>
internal sealed class Doctor(AgentSettings settings, TimeProvider time, Func<GpioController> chip)
{
    private const int FewDays = 14;
    private const int LittleDiskPercent = 10;
    private const int ShownDead = 5;
    /// <summary>The name under which the agent itself holds a pin.</summary>
    private const string Consumer = "'edgeproctoring'";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);

    /// <summary>All findings, in the order of the data's way; a finding without a cure is good.</summary>
    public async IAsyncEnumerable<Finding> LookAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Program("ffmpeg", "Debian: ffmpeg");
        yield return Program("rsvg-convert", "Debian: librsvg2-bin; only drawn halls need it");
        yield return Try("libturbojpeg", "install it (Debian: libturbojpeg0)", () => { new JpegEncoder().Dispose(); return "works"; });
        yield return Try("model", "run provisioning/fetch-onnxruntime and build again, or check the folder 'models'",
            () => string.Join(", ", new NodeModels(settings.Models, settings.Profile).Read().Select(model => $"{model.Name}{(model.Demo ? " (demo model)" : "")} {model.Sha256[..12]}")));
        yield return Disk();
        yield return Clock();
        NodeIdentity? node = null;
        Finding? fault = null;
        try
        {
            node = NodeIdentity.Load(settings, time);
        }
        catch (SettingsException broken)
        {
            fault = Finding.Bad("certificate", string.Join("; ", broken.Faults), "put the right files in place");
        }
        yield return fault ?? Certificate("certificate", node!.Certificate);
        if (Revocation.Exists(settings))
        {
            yield return Finding.Bad("campus", $"the hub has revoked this node: {Revocation.Text(settings)}", "claim it anew: hold its button twice, or move agent.json away and run 'claim'");
        }
        yield return Try("configuration key", "put the hub's public key there as PEM", () => { ConfigurationDesk.HubKey(settings.ConfigurationKey).Dispose(); return "is a public key"; });
        if (node is not null)
        {
            using (node)
            {
                yield return Certificate("campus authority", node.Authorities[0]);
                yield return await BrokerAsync(node, cancel);
                yield return await HubAsync(node, cancel);
            }
        }
        foreach (var finding in SpoolFindings().Concat(PanelFindings()))
        {
            yield return finding;
        }
    }

    private static Finding Program(string program, string cure)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) is { } file
            ? Finding.Good(program, file)
            : Finding.Bad(program, "it is not installed", $"install it ({cure})");
    }

    private Finding Disk() => Try("disk", $"make {settings.Data} a folder that the agent may write to", () =>
    {
        Directory.CreateDirectory(settings.Data);
        var probe = Path.Combine(settings.Data, "doctor");
        DurableFile.Write(probe, [1]);
        File.Delete(probe);
        var drive = new DriveInfo(settings.Data);
        var free = drive.AvailableFreeSpace * 100 / Math.Max(1, drive.TotalSize);
        return free >= LittleDiskPercent ? $"{free} % free" : throw new IOException($"only {free} % of its disk is free; delete what does not belong there");
    });

    private static Finding Clock() => NodeClock.Quality() == ClockQuality.Synchronised
        ? Finding.Good("clock", "is synchronised")
        : Finding.Bad("clock", "nothing keeps it right", "start a time service (Debian: systemd-timesyncd or chrony) that asks the hub", isSerious: false);

    private Finding Certificate(string name, X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (now < from || now > to)
        {
            return Finding.Bad(name, $"it holds from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, and the node's clock says {now:yyyy-MM-dd}", "renew it, or set the clock right");
        }
        return to - now < TimeSpan.FromDays(FewDays)
            ? Finding.Bad(name, $"it ends on {to:yyyy-MM-dd}", "renew it before that", isSerious: false)
            : Finding.Good(name, $"{certificate.GetNameInfo(X509NameType.SimpleName, false)}, until {to:yyyy-MM-dd}");
    }

    private async Task<Finding> BrokerAsync(NodeIdentity node, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_patience);
        using var client = new MqttClientFactory().CreateMqttClient();
        var broker = new Broker(settings, node, new NodeClock(time));
        try
        {
            await broker.TryOutAsync(client, limit.Token);
            return Finding.Good("broker", $"{broker.Address} lets the node in");
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException)
        {
            return Finding.Bad("broker", $"{broker.Address}: {e.Message}", "check mqtt.host and mqtt.port, that the broker runs, and that both certificates are of the same authority");
        }
    }

    private async Task<Finding> HubAsync(NodeIdentity node, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_patience);
        var address = new Uri(settings.Grpc);
        try
        {
            using var line = new TcpClient();
            await line.ConnectAsync(address.Host, address.Port, limit.Token);
            await using var tls = new SslStream(line.GetStream());
            await tls.AuthenticateAsClientAsync(HubChannel.Tls(node, address.Host), limit.Token);
            return Finding.Good("hub", $"{settings.Grpc} answers with the campus's certificate");
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            return Finding.Bad("hub", $"{settings.Grpc}: {e.Message}", "check grpc, that the hub runs, and that its certificate is of the campus's authority");
        }
    }

    private IEnumerable<Finding> SpoolFindings()
    {
        var file = Path.Combine(settings.Data, "spool.db");
        if (!File.Exists(file))
        {
            yield return Finding.Good("spool", "is empty, this node has not run yet");
            yield break;
        }
        using var reader = new SpoolReader(file);
        yield return Finding.Good("spool", $"{reader.ItemCount()} items and {reader.WaitingEvidenceBytes() / 1_000_000} MB of evidence wait for the hub");
        foreach (var dead in reader.Dead(ShownDead))
        {
            yield return Finding.Bad("spool", $"the hub refused {dead}", "tell who runs the hub: node and hub disagree about the contract", isSerious: false);
        }
    }

    private IEnumerable<Finding> PanelFindings()
    {
        if (settings.Panel is not { Pins.Count: > 0 } panel)
        {
            yield return Finding.Good("panel", "none is wired");
            yield break;
        }
        foreach (var (wire, fault) in Panels.Look(panel, chip))
        {
            yield return fault is null ? Finding.Good(wire, "works")
                : fault.Contains(Consumer, StringComparison.Ordinal) ? Finding.Good(wire, "is held by the running agent")
                : Finding.Bad(wire, fault, "check the wire and the pin's number in agent.json's panel; a node works without its panel", isSerious: false);
        }
    }

    private static Finding Try(string name, string cure, Func<string> look)
    {
        try
        {
            return Finding.Good(name, look());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Finding.Bad(name, e.Message.ReplaceLineEndings(" "), cure);
        }
    }
}

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding(string Name, string Text, string? Cure, bool IsSerious)
{
    public static Finding Good(string name, string text) => new(name, text, null, false);

    public static Finding Bad(string name, string text, string cure, bool isSerious = true) => new(name, text, cure, isSerious);
}
