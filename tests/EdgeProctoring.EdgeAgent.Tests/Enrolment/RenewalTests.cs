using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.EdgeAgent.Tests.Enrolment;

/// <summary>A certificate is renewed before it ends, by the hub's authority, without a second's loss.</summary>
public sealed class RenewalTests
{
    private const string Node = "n-204";

    [Fact]
    public void A_certificate_is_renewed_when_a_third_of_its_life_is_left()
    {
        var made = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(made.AddDays(60), CertificateRenewal.DueAt(made, made.AddDays(90)));
    }

    [Fact]
    public async Task Renews_on_its_day_waits_for_the_exam_and_the_next_connection_comes_with_the_new_certificate()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = await EnrolmentHub.StartAsync(broker, Node);
        using var nodes = new Nodes(broker.Ca, Node);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyFile = Path.Combine(nodes.Folder, "configuration.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportSubjectPublicKeyInfoPem());
        var settings = nodes.Settings with { Grpc = hub.Address, ConfigurationKey = keyFile };
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        var clock = new NodeClock(time);
        using var node = NodeIdentity.Load(settings, time);
        var due = CertificateRenewal.DueAt(node.Certificate.NotBefore, node.Certificate.NotAfter);
        var desk = new ConfigurationDesk(settings, clock, NullLogger<ConfigurationDesk>.Instance);
        Configure(desk, key, due.AddHours(-1), due.AddHours(2));
        var life = new Life();
        using var renewal = new CertificateRenewal(settings, node, desk, clock, life, NullLogger<CertificateRenewal>.Instance);
        await renewal.StartAsync(CancellationToken.None);

        await AdvanceAsync(time, () => clock.Now >= due.AddMinutes(-61));
        Assert.Equal(0, hub.Desk.Renewals);
        // Looked at every hour: then the call is under way, and the clock waits for it.
        await AdvanceAsync(time, () => clock.Now >= due.AddHours(1));
        await hub.Desk.CameWithAsync(() => node.Certificate.SerialNumber);
        Assert.False(renewal.WantsRestart);
        await AdvanceAsync(time, () => life.Stopped.Task.IsCompleted);
        Assert.True(clock.Now >= due.AddHours(2), $"It stopped at {clock.Now:u}, while the exam ran.");
        Assert.True(renewal.WantsRestart);

        using var next = NodeIdentity.Load(settings, time);
        Assert.Equal(hub.Desk.LastSerial, next.Certificate.SerialNumber);
        Assert.Equal(node.KeySha256, next.KeySha256);
        Assert.Equal(1, hub.Desk.Renewals);
    }

    [Fact]
    public async Task A_node_whose_certificate_is_due_goes_on_with_the_new_one_and_no_item_is_lost()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var enrolment = await EnrolmentHub.StartAsync(broker, Node);
        // Of a life of a day and a half, a day is over.
        await using var hub = new TestHub(broker, Node, TimeProvider.System.GetUtcNow().AddHours(10));
        await hub.ConnectAsync();
        var running = film.Configuration(Node, once: false);
        await hub.ConfigureAsync(running);
        await using var agent = new AgentProcess(hub, broker, enrolment.Address);
        await agent.StartAsync();
        await agent.Life.WaitForAsync("The certificate is renewed", TestHub.Limit);
        var empty = await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        Assert.DoesNotContain(hub.Items, item => item.Boot != empty.Boot);

        await hub.ConfigureAsync(running with { Version = 2, Exams = [] });
        await enrolment.Desk.CameWithAsync(() => enrolment.Desk.LastSerial);
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7", ended: true, and: seen => seen.Id == empty.Id);
        await hub.ConfigureAsync(running with { Version = 3 });
        var again = await hub.SeesAsync(ObservationKind.SeatEmpty, "7", and: seen => seen.Boot != empty.Boot);
        foreach (var life in new[] { empty.Boot, again.Boot })
        {
            await hub.WaitAsync("a life without holes", () =>
            {
                var seqs = hub.Items.Where(item => item.Boot == life).Select(item => item.Item.Seq).ToList();
                return seqs[^1] == seqs.Count ? seqs : null;
            });
        }
        Assert.Equal(1, enrolment.Desk.Renewals);
        Assert.Equal(0, await agent.StopAsync());
    }

    private static void Configure(ConfigurationDesk desk, ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        var bytes = Wire.Encode(new NodeConfiguration
        {
            Version = 1, Node = Node, Profile = "x64", Exams = [new ExamWindow { Exam = "ex-1", Room = "r-204", From = from, To = to }],
            Cameras = [new CameraSettings { Id = "cam-1", Address = "v4l2:/dev/video0", Room = "r-204" }],
        });
        Assert.Equal(ConfigurationState.Applied, desk.Offer(Wire.EncodeSignedConfiguration(bytes, key.SignData(bytes, HashAlgorithmName.SHA256))).State);
    }

    /// <summary>Moves the clock in steps, letting the renewal's answers from the network come in between.</summary>
    private static async Task AdvanceAsync(ManualTime time, Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (!holds())
        {
            if (time.Armed > 0)
            {
                time.Advance(TimeSpan.FromMinutes(10));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(5), late.Token);
        }
    }

    private sealed class Life : IHostApplicationLifetime
    {
        public TaskCompletionSource Stopped { get; } = new();
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => CancellationToken.None;
        public CancellationToken ApplicationStopped => CancellationToken.None;
        public void StopApplication() => Stopped.TrySetResult();
    }
}
