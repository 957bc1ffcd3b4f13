using System.Threading.Channels;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Tells the hub how the node is: retained state, birth, cameras and configuration, and a heartbeat.</summary>
internal sealed class NodeStory(NodeIdentity node, ConfigurationDesk desk, NodeModels models, CameraBoard board, HealthReader health, Spool spool)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(10);
    private readonly IReadOnlyList<ModelInUse> _models = models.Read();
    private volatile ConfigurationReport? _told;

    /// <summary>What must be said first on a new connection.</summary>
    public async Task BeginAsync(IMqttClient client, NodeClock clock, string profile, CancellationToken cancel)
    {
        await client.KeepAsync(node.Topics.State, Wire.Encode(new NodeState(node.Boot, true, clock.Now)), cancel);
        await client.KeepAsync(node.Topics.Birth, Wire.Encode(new NodeBirth
        {
            Boot = node.Boot,
            Software = $"edgeproctoring-agent {typeof(NodeStory).Assembly.GetName().Version?.ToString(3)}",
            Hardware = Hardware(),
            Profile = profile,
            Models = _models,
            ConfigurationVersion = desk.Current?.Version ?? 0,
            At = clock.Now,
        }), cancel);
        await ReportAsync(client, desk.Report, cancel);
    }

    public async Task ReportAsync(IMqttClient client, ConfigurationReport report, CancellationToken cancel)
    {
        _told = report;
        await client.KeepAsync(node.Topics.ReportedConfiguration, Wire.Encode(report), cancel);
    }

    /// <summary>Tells each camera's state when it changes.</summary>
    public async Task TellCamerasAsync(IMqttClient client, CancellationToken cancel)
    {
        var changed = Channel.CreateUnbounded<string>();
        void Note(string camera) => changed.Writer.TryWrite(camera);
        board.Changed += Note;
        try
        {
            foreach (var camera in board.ReadAll())
            {
                Note(camera.Camera);
            }
            await foreach (var camera in changed.Reader.ReadAllAsync(cancel))
            {
                if (board.Read(camera) is { } status)
                {
                    await client.KeepAsync(node.Topics.CameraStatus(camera), Wire.EncodeCameraStatus(status), cancel);
                }
            }
        }
        finally
        {
            board.Changed -= Note;
        }
    }

    /// <summary>The heartbeat, at once when the spool is in trouble; with it what became of a configuration that had to wait.</summary>
    public async Task BeatAsync(IMqttClient client, TimeProvider time, CancellationToken cancel)
    {
        using var reader = new SpoolReader(spool.File);
        var wake = new Signal();
        spool.TroubleChanged += wake.Set;
        try
        {
            while (true)
            {
                await BeatAsync(client, reader, cancel);
                await wake.WaitAsync(_beat, time, cancel);
            }
        }
        finally
        {
            spool.TroubleChanged -= wake.Set;
        }
    }

    private async Task BeatAsync(IMqttClient client, SpoolReader reader, CancellationToken cancel)
    {
        if (desk.Report is var report && report != _told)
        {
            await ReportAsync(client, report, cancel);
        }
        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(node.Topics.Heartbeat).WithPayload(Wire.Encode(health.Read(reader)))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce).Build(), cancel).Accepted();
    }

    private static string Hardware()
    {
        const string Model = "/proc/device-tree/model";
        var name = File.Exists(Model) ? File.ReadAllText(Model).Trim('\0', ' ', '\n') : $"{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores";
        return name.Length is > 0 and <= Limits.LabelLength ? name : "unknown";
    }
}
