using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProctoring.EdgeAgent.Tests.Panel;

/// <summary>The panel's loop with a real spool and real lines of a chip in memory; the node's clock is moved by the test.</summary>
public sealed class PanelTests : IAsyncDisposable
{
    private readonly Nodes _nodes = new();
    private readonly ManualTime _time = new();
    private readonly ECDsa _hub = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly PanelRig _rig = new();
    private readonly Life _life = new();
    private readonly NodeClock _clock;
    private readonly NodeIdentity _node;
    private readonly Spool _spool;
    private readonly ConfigurationDesk _desk;
    private readonly CameraBoard _cameras;
    private readonly LineGauge _line;
    private readonly PanelDesk _panel;
    private readonly PanelWorker _worker;

    public PanelTests()
    {
        var key = Path.Combine(_nodes.Folder, "configuration.pem");
        File.WriteAllText(key, _hub.ExportSubjectPublicKeyInfoPem());
        (_clock, _node) = (new NodeClock(_time), _nodes.Identity());
        _spool = _nodes.Open(_node);
        _desk = new ConfigurationDesk(_nodes.Settings with { ConfigurationKey = key }, _clock, NullLogger<ConfigurationDesk>.Instance);
        (_cameras, _line, _panel) = (new CameraBoard(_clock), new LineGauge(_clock), new PanelDesk(_life));
        var condition = new NodeCondition(_desk, _cameras, _spool, _line, _clock);
        var record = new PanelRecord(condition, new ItemMaker(_node, _clock), _spool, _clock, NullLogger<PanelRecord>.Instance);
        _worker = new PanelWorker(_rig.Board, record, condition, _panel, _clock, NullLogger<PanelWorker>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _rig.Dispose();
        await _spool.DisposeAsync();
        _node.Dispose();
        _nodes.Dispose();
        _hub.Dispose();
    }

    [Fact]
    public async Task The_light_tells_start_readiness_exam_and_fault()
    {
        await _worker.StartAsync(CancellationToken.None);
        await _rig.ShowsAsync(PanelColour.White);
        _line.Stands();
        await _rig.ShowsAsync(PanelColour.Green, Turn);
        Configure(1, Exam(0, 60));
        await _rig.ShowsAsync(PanelColour.Blue, Turn);
        _time.Advance(TimeSpan.FromSeconds(40));
        var camera = _cameras.Add("cam-1");
        camera.Delivers(false, "no route to the camera");
        await _rig.ShowsAsync(PanelColour.Red, Turn);
        camera.Delivers(true, null);
        await _rig.ShowsAsync(PanelColour.Blue, Turn);
        _line.Broke();
        _time.Advance(TimeSpan.FromSeconds(31));
        await _rig.ShowsAsync(PanelColour.Red, Turn);
    }

    [Fact]
    public async Task A_short_press_and_the_hub_s_wish_show_which_node_this_is()
    {
        _line.Stands();
        await _worker.StartAsync(CancellationToken.None);
        await _rig.ShowsAsync(PanelColour.Green, Turn);
        _panel.Identify();
        await _rig.ShowsAsync(PanelColour.White, Turn);
        _time.Advance(TimeSpan.FromSeconds(11));
        await _rig.ShowsAsync(PanelColour.Green, Turn);
        _rig.Press();
        await _rig.ShowsAsync(PanelColour.White, Turn);
        Assert.Equal(PanelKinds.Identified, Assert.Single(Kept()).Kind);
    }

    [Fact]
    public async Task A_long_press_is_refused_while_an_exam_runs_and_has_to_be_confirmed_afterwards()
    {
        _line.Stands();
        Configure(1, Exam(-5, 5));
        await _worker.StartAsync(CancellationToken.None);
        await _rig.ShowsAsync(PanelColour.Blue, Turn);
        var refused = await _rig.HoldAsync(() => KeptAsync(PanelKinds.ReclaimRefused));
        Assert.Equal(("ex-1", "r-204"), (refused.Subject.Exam, refused.Subject.Room));

        _time.Advance(TimeSpan.FromMinutes(6));
        await _rig.HoldAsync(() => KeptAsync(PanelKinds.ReclaimAsked));
        await _rig.ShowsAsync(PanelColour.Magenta, Turn);
        Assert.False(_panel.WantsReclaim);
        await _rig.HoldAsync(() => KeptAsync(PanelKinds.Reclaimed, turns: false));
        await _life.Stopped.Task.WaitAsync(TestHub.Limit);
        Assert.True(_panel.WantsReclaim);
        Assert.Equal([PanelKinds.ReclaimRefused, PanelKinds.ReclaimAsked, PanelKinds.Reclaimed], Kept().Select(seen => seen.Kind));
    }

    [Fact]
    public async Task An_opened_lid_is_an_observation_of_the_node_and_of_each_exam_that_runs_meanwhile()
    {
        _line.Stands();
        Configure(1, Exam(2, 60));
        await _worker.StartAsync(CancellationToken.None);
        await _rig.ShowsAsync(PanelColour.Green, Turn);
        _rig.Lid.Drive(true);
        var outside = await KeptAsync(ObservationKind.NodeOpened);
        Assert.Equal((null, "r-204", null), (outside.Subject.Exam, outside.Subject.Room, outside.To));
        _time.Advance(TimeSpan.FromMinutes(3));
        var within = await KeptAsync(ObservationKind.NodeOpened, seen => seen.Subject.Exam == "ex-1");
        Assert.Equal(outside.Id, (await KeptAsync(ObservationKind.NodeOpened, seen => seen.To is not null)).Id);
        _rig.Lid.Drive(false);
        var closed = await KeptAsync(ObservationKind.NodeOpened, seen => seen.Subject.Exam == "ex-1" && seen.To is not null);
        Assert.Equal(within.Id, closed.Id);
        Assert.Equal(4, Kept().Count);
    }

    [Fact]
    public void A_pin_in_use_a_missing_chip_and_wrong_settings_are_named_and_the_node_goes_on_without_a_panel()
    {
        var said = new List<string>();
        Assert.Null(Panels.Open(null, _rig.Chip, said.Add));
        _rig.Kernel.UsedByOthers[27] = "spi0 CS0";
        Assert.Null(Panels.Open(PanelRig.Settings, _rig.Chip, said.Add));
        Assert.Null(Panels.Open(PanelRig.Settings, () => throw new PlatformNotSupportedException("no chip"), said.Add));
        Assert.Equal(3, said.Count);
        Assert.Contains("'spi0 CS0'", said[1], StringComparison.Ordinal);
        var looked = Panels.Look(PanelRig.Settings, _rig.Chip).ToList();
        Assert.Equal([("panel green", true)], looked.Where(wire => wire.Fault is not null && wire.Fault.Contains("spi0", StringComparison.Ordinal)).Select(wire => (wire.Wire, true)));
        Assert.Equal(6, new PanelSettings { Red = -1, Green = 4, Button = 4, Lid = 2000, LitBy = "on", HoldSeconds = 99 }.Faults().Count());
    }

    /// <summary>The panel's turns come by the node's clock.</summary>
    private void Turn() => _time.Advance(TimeSpan.FromMilliseconds(50));

    private async Task<Observation> KeptAsync(ObservationKind kind, Func<Observation, bool>? and = null, bool turns = true)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (true)
        {
            if (Kept().FirstOrDefault(seen => seen.Kind == kind && (and is null || and(seen))) is { } found)
            {
                return found;
            }
            _time.Advance(turns ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), late.Token);
        }
    }

    private List<Observation> Kept()
    {
        using var reader = new SpoolReader(_spool.File);
        return [.. reader.Items(1, 1, long.MaxValue, int.MaxValue).Select(item => Wire.DecodeBatch(Wire.JoinItems(SourceKind.Node, _node.Node, _node.Boot, [item.Bytes])).Batch.Items.Single().Observation).OfType<Observation>()];
    }

    private void Configure(long version, ExamWindow exam)
    {
        var bytes = Wire.Encode(new NodeConfiguration
        {
            Version = version, Node = "n-204", Profile = "x64", Exams = [exam],
            Cameras = [new CameraSettings { Id = "cam-1", Address = "v4l2:/dev/video0", Room = "r-204" }],
        });
        Assert.Equal(ConfigurationState.Applied, _desk.Offer(Wire.EncodeSignedConfiguration(bytes, _hub.SignData(bytes, HashAlgorithmName.SHA256))).State);
    }

    private ExamWindow Exam(int fromMinute, int toMinute) => new() { Exam = "ex-1", Room = "r-204", From = _time.GetUtcNow().AddMinutes(fromMinute), To = _time.GetUtcNow().AddMinutes(toMinute) };

    private sealed class Life : IHostApplicationLifetime
    {
        public TaskCompletionSource Stopped { get; } = new();
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => CancellationToken.None;
        public CancellationToken ApplicationStopped => CancellationToken.None;
        public void StopApplication() => Stopped.TrySetResult();
    }
}
