using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.EdgeAgent.Tests.Uplink;

/// <summary>Evidence over the real gRPC line: it goes on where it broke off, running exams go first, and what is refused is put aside.</summary>
public sealed class EvidenceUploadTests : IAsyncLifetime
{
    private TestCa _ca = null!;
    private EvidenceHub _hub = null!;
    private Nodes _nodes = null!;
    private NodeIdentity _node = null!;
    private Spool _spool = null!;
    private EvidenceFolder _folder = null!;
    private EvidenceUploader? _uploader;

    public async ValueTask InitializeAsync()
    {
        _ca = new TestCa(Directory.CreateTempSubdirectory("ep-ca-").FullName);
        _hub = await EvidenceHub.StartAsync(_ca);
        _nodes = new Nodes(_ca);
        _node = _nodes.Identity();
        _spool = _nodes.Open(_node);
        _folder = new EvidenceFolder(Path.Combine(_nodes.Settings.Data, "evidence"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_uploader is not null)
        {
            await _uploader.StopAsync(CancellationToken.None);
            _uploader.Dispose();
        }
        await _spool.DisposeAsync();
        _node.Dispose();
        _nodes.Dispose();
        await _hub.DisposeAsync();
        _ca.Dispose();
    }

    [Fact]
    public async Task Goes_on_from_the_committed_offset_when_the_line_breaks_and_the_whole_is_right()
    {
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        _hub.Shelf.BreakAfter = 300_000;
        _hub.Shelf.Breaks = 2;
        await KeepAsync("e-1", content);
        await StartAsync();
        Assert.Equal(content, await _hub.Shelf.WholeAsync("e-1"));
        var offsets = _hub.Shelf.Begun.Select(begun => begun.Offset).ToList();
        Assert.Equal(3, offsets.Count);
        Assert.Equal(0, offsets[0]);
        Assert.True(offsets[1] >= 300_000 && offsets[2] > offsets[1], $"It began at {string.Join(", ", offsets)}.");
        await SettledAsync("e-1");
        using var reader = new SpoolReader(_spool.File);
        Assert.Equal("e-1", Assert.Single(reader.Held()).Id);
    }

    [Fact]
    public async Task Brings_a_running_exam_s_evidence_before_that_of_a_past_one()
    {
        await KeepAsync("e-past", [1, 2, 3], "ex-0");
        await KeepAsync("e-running", [4, 5, 6], "ex-1");
        await KeepAsync("e-later-but-past", [7, 8, 9], "ex-0");
        await StartAsync(running: "ex-1");
        await Task.WhenAll(_hub.Shelf.WholeAsync("e-past"), _hub.Shelf.WholeAsync("e-running"), _hub.Shelf.WholeAsync("e-later-but-past"));
        Assert.Equal(["e-running", "e-later-but-past", "e-past"], _hub.Shelf.Begun.Select(begun => begun.Evidence));
    }

    [Fact]
    public async Task Puts_aside_what_the_hub_refuses_and_what_is_gone_and_goes_on_with_the_rest()
    {
        _hub.Shelf.Refuses = evidence => evidence == "e-refused" ? StatusCode.InvalidArgument : null;
        await KeepAsync("e-good", [1], "ex-1");
        await KeepAsync("e-refused", [2], "ex-1");
        await KeepAsync("e-gone", [3], "ex-1");
        _folder.Delete("e-gone");
        await StartAsync();
        await _hub.Shelf.WholeAsync("e-good");
        await SettledAsync("e-good");
        using var reader = new SpoolReader(_spool.File);
        var dead = reader.Dead(10);
        Assert.Equal(2, dead.Count);
        Assert.Contains(dead, line => line.StartsWith("evidence e-refused: InvalidArgument", StringComparison.Ordinal));
        Assert.Contains(dead, line => line.StartsWith("evidence e-gone: its file is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_below_its_bandwidth()
    {
        await KeepAsync("e-1", RandomNumberGenerator.GetBytes(600_000));
        var begun = TimeProvider.System.GetTimestamp();
        await StartAsync(kilobytesPerSecond: 500);
        await _hub.Shelf.WholeAsync("e-1");
        // The first part goes at once, the last four wait for their turn: 4 × 131 KB at 500 KB/s.
        Assert.True(TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(1), "It went faster than allowed.");
    }

    [Fact]
    public async Task Deletes_files_that_the_hub_holds_when_room_is_needed_and_never_others()
    {
        var settings = _nodes.Settings with { EvidenceMegabytes = 1 };
        var keeper = new EvidenceKeeper(_folder, _spool, settings, new NodeClock(TimeProvider.System), NullLogger<EvidenceKeeper>.Instance);
        await KeepAsync("e-held", new byte[500_000]);
        await KeepAsync("e-waiting", new byte[400_000]);
        await _spool.SettleAsync("e-held", EvidenceState.Held, "", default);
        using var reader = new SpoolReader(_spool.File);
        await keeper.TidyAsync(reader, default);
        Assert.False(File.Exists(_folder.FileOf("e-held")));
        Assert.True(File.Exists(_folder.FileOf("e-waiting")));
        Assert.NotNull(keeper.Keep("e-new", new byte[500_000]));
        Assert.Null(keeper.Keep("e-too-much", new byte[500_000]));
        Assert.Equal(1, keeper.Refused);
    }

    [Fact]
    public void Clips_leave_the_last_room_to_pictures()
    {
        var keeper = new EvidenceKeeper(_folder, _spool, _nodes.Settings with { EvidenceMegabytes = 1 }, new NodeClock(TimeProvider.System), NullLogger<EvidenceKeeper>.Instance);
        string Draft(string id, int bytes)
        {
            File.WriteAllBytes(keeper.Draft(id), new byte[bytes]);
            return keeper.Draft(id);
        }
        Assert.NotNull(keeper.Adopt("c-1", Draft("c-1", 800_000)));
        Assert.Null(keeper.Adopt("c-2", Draft("c-2", 100_000)));
        Assert.False(File.Exists(keeper.Draft("c-2")));
        Assert.NotNull(keeper.Keep("p-1", new byte[100_000]));
        Assert.Equal((1, 0), (keeper.RefusedClips, keeper.Refused));
    }

    private async Task KeepAsync(string id, byte[] content, string exam = "ex-1")
    {
        var sha256 = _folder.Keep(id, content);
        await _spool.AppendAsync(new SpoolEntry([]) { Evidence = [Nodes.Evidence(id, content.Length, sha256, exam)] }, default);
    }

    private async Task StartAsync(string? running = null, int kilobytesPerSecond = 0)
    {
        var settings = _nodes.Settings with { Grpc = _hub.Address, UploadKilobytesPerSecond = kilobytesPerSecond, ConfigurationKey = Path.Combine(_nodes.Folder, "configuration.pem") };
        using var hub = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(settings.ConfigurationKey, hub.ExportSubjectPublicKeyInfoPem());
        var clock = new NodeClock(TimeProvider.System);
        var desk = new ConfigurationDesk(settings, clock, NullLogger<ConfigurationDesk>.Instance);
        if (running is not null)
        {
            var configuration = Wire.Encode(new NodeConfiguration
            {
                Version = 1, Node = "n-204", Profile = "x64", Cameras = [new CameraSettings { Id = "cam-1", Address = "v4l2:/dev/video0", Room = "r-204" }],
                Exams = [new ExamWindow { Exam = running, Room = "r-204", From = clock.Now.AddHours(-1), To = clock.Now.AddHours(1) }],
            });
            Assert.Equal(ConfigurationState.Applied, desk.Offer(Wire.EncodeSignedConfiguration(configuration, hub.SignData(configuration, HashAlgorithmName.SHA256))).State);
        }
        var keeper = new EvidenceKeeper(_folder, _spool, settings, clock, NullLogger<EvidenceKeeper>.Instance);
        _uploader = new EvidenceUploader(new UploaderParts(settings, _node, clock, _spool, _folder, keeper), desk, NullLogger<EvidenceUploader>.Instance);
        await _uploader.StartAsync(CancellationToken.None);
    }

    /// <summary>The spool is written in order: when this is done, what the uploader noted before it is on the disk.</summary>
    private async Task SettledAsync(string evidence)
    {
        using var reader = new SpoolReader(_spool.File);
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (reader.Waiting(10).Any(waiting => waiting.Id == evidence))
        {
            await _spool.AliveAsync(late.Token);
        }
    }
}
