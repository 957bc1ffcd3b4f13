using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.EdgeAgent.Tests.Configuration;

/// <summary>A configuration is applied as a whole, or refused with all its errors while the old one stays.</summary>
public sealed class ConfigurationDeskTests : IDisposable
{
    private readonly Nodes _nodes;
    private readonly ECDsa _hub = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ManualTime _time = new();
    private readonly AgentSettings _settings;

    public ConfigurationDeskTests()
    {
        _nodes = new Nodes();
        var file = Path.Combine(_nodes.Folder, "configuration.pem");
        File.WriteAllText(file, _hub.ExportSubjectPublicKeyInfoPem());
        _settings = _nodes.Settings with { ConfigurationKey = file };
    }

    public void Dispose()
    {
        _nodes.Dispose();
        _hub.Dispose();
    }

    [Fact]
    public void Applies_a_good_one_and_starts_from_it_the_next_time()
    {
        var desk = Desk();
        var changed = desk.Changed;
        Assert.Equal(ConfigurationState.Applied, desk.Offer(Signed(Configuration(3))).State);
        Assert.True(changed.IsCompleted);
        Assert.Equal(3, Desk().Current!.Version);
    }

    [Fact]
    public void Refuses_with_all_errors_and_the_old_one_stays_also_on_the_disk()
    {
        var desk = Desk();
        desk.Offer(Signed(Configuration(3)));
        var camera = Configuration(4).Cameras[0];
        var report = desk.Offer(Signed(Configuration(2) with
        {
            Node = "n-9",
            Profile = "pi4",
            Cameras = [camera with { Address = "http://camera/" }, camera with { Seats = [camera.Seats[0], camera.Seats[0]] }],
            Exams = [Exam("ex-1", 0, 60) with { Room = "r-9" }, Exam("ex-2", 0, 60) with { Seats = ["99"] }],
        }));
        Assert.Equal((ConfigurationState.Refused, 2), (report.State, report.Version));
        Assert.Equal(8, report.Errors.Count);
        string[] parts = ["node 'n-9'", "'pi4'", "older than 3", "named twice", "allowed: rtsp", "seat '1' is in its map twice", "'r-9'", "'99'"];
        Assert.All(parts, part => Assert.Contains(report.Errors, error => error.Contains(part, StringComparison.Ordinal)));
        Assert.Equal((3, 3), (desk.Current!.Version, Desk().Current!.Version));
    }

    [Fact]
    public void Refuses_a_foreign_signature_and_broken_bytes()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var desk = Desk();
        Assert.Contains("signature", Assert.Single(desk.Offer(Signed(Configuration(1), stranger)).Errors), StringComparison.Ordinal);
        Assert.Equal(ConfigurationState.Refused, desk.Offer([1, 2, 3]).State);
        var broken = Wire.EncodeSignedConfiguration(new byte[] { 255, 255 }, _hub.SignData([255, 255], HashAlgorithmName.SHA256));
        Assert.Equal(ConfigurationState.Refused, desk.Offer(broken).State);
        Assert.Null(desk.Current);
    }

    [Fact]
    public void Refuses_another_content_under_the_same_version()
    {
        var desk = Desk();
        desk.Offer(Signed(Configuration(3)));
        Assert.Equal(ConfigurationState.Applied, desk.Offer(Signed(Configuration(3))).State);
        Assert.Equal(ConfigurationState.Refused, desk.Offer(Signed(Configuration(3) with { Recording = RecordingPolicy.Off })).State);
    }

    [Fact]
    public void Waits_with_another_camera_until_the_running_exam_has_ended()
    {
        var desk = Desk();
        desk.Offer(Signed(Configuration(1) with { Exams = [Exam("ex-1", -10, 60)] }));
        var moved = Configuration(2) with { Exams = [Exam("ex-1", -10, 60)], Cameras = [Configuration(2).Cameras[0] with { Address = "v4l2:/dev/video1" }] };
        Assert.Equal(ConfigurationState.Waiting, desk.Offer(Signed(moved)).State);
        _time.Advance(TimeSpan.FromMinutes(59));
        desk.TryApplyWaiting();
        Assert.Equal(1, desk.Current!.Version);
        _time.Advance(TimeSpan.FromMinutes(1));
        desk.TryApplyWaiting();
        Assert.Equal((2, ConfigurationState.Applied), (desk.Current!.Version, desk.Report.State));
    }

    [Fact]
    public void Takes_further_exams_while_one_runs()
    {
        var desk = Desk();
        desk.Offer(Signed(Configuration(1) with { Exams = [Exam("ex-1", -10, 60)] }));
        Assert.Equal(ConfigurationState.Applied, desk.Offer(Signed(Configuration(2) with { Exams = [Exam("ex-1", -10, 90), Exam("ex-2", 100, 160)] })).State);
    }

    private ConfigurationDesk Desk() => new(_settings, new NodeClock(_time), NullLogger<ConfigurationDesk>.Instance);

    private byte[] Signed(NodeConfiguration configuration, ECDsa? signer = null)
    {
        var bytes = Wire.Encode(configuration);
        return Wire.EncodeSignedConfiguration(bytes, (signer ?? _hub).SignData(bytes, HashAlgorithmName.SHA256));
    }

    private static NodeConfiguration Configuration(long version) => new()
    {
        Version = version,
        Node = "n-204",
        Profile = "x64",
        Cameras =
        [
            new CameraSettings
            {
                Id = "cam-1", Address = "rtsp://camera/stream", Room = "r-204",
                Seats = [new SeatPlace { Id = "1", Corners = [new PicturePoint(0, 0), new PicturePoint(100, 0), new PicturePoint(100, 100)] }],
            },
        ],
    };

    private ExamWindow Exam(string id, int fromMinute, int toMinute) => new()
    {
        Exam = id, Room = "r-204", From = _time.GetUtcNow().AddMinutes(fromMinute), To = _time.GetUtcNow().AddMinutes(toMinute),
    };
}
