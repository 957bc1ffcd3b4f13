using Google.Protobuf;

namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    private const int StatusBytes = 32 * 1024;

    public static byte[] Encode(NodeState state) => new V1.NodeState
    {
        Boot = state.Boot, Online = state.Online, AtUs = WireTime.ToMicroseconds(state.At),
    }.ToByteArray();

    public static NodeState DecodeState(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.NodeState.Parser, "state", StatusBytes);
        var reading = new Reading();
        return Read(reading, new NodeState(reading.Id("state.boot", message.Boot), message.Online, reading.Time("state.at_us", message.AtUs)));
    }

    public static byte[] Encode(NodeBirth birth) => new V1.NodeBirth
    {
        Boot = birth.Boot,
        Software = birth.Software,
        Hardware = birth.Hardware,
        Profile = birth.Profile,
        Models = { birth.Models.Select(model => new V1.ModelInUse { Name = model.Name, Sha256 = Bytes(model.Sha256), Demo = model.Demo }) },
        ConfigurationVersion = birth.ConfigurationVersion,
        AtUs = WireTime.ToMicroseconds(birth.At),
    }.ToByteArray();

    public static NodeBirth DecodeBirth(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.NodeBirth.Parser, "birth", StatusBytes);
        var reading = new Reading();
        reading.Count("birth.models", message.Models.Count, Limits.ModelsPerNode);
        return Read(reading, new NodeBirth
        {
            Boot = reading.Id("birth.boot", message.Boot),
            Software = reading.RequiredText("birth.software", message.Software, Limits.LabelLength),
            Hardware = reading.RequiredText("birth.hardware", message.Hardware, Limits.LabelLength),
            Profile = reading.Id("birth.profile", message.Profile),
            Models = [.. message.Models.Select(model => new ModelInUse(
                reading.Id("birth.models.name", model.Name), reading.RequiredHash("birth.models.sha256", model.Sha256), model.Demo))],
            ConfigurationVersion = reading.Number("birth.configuration_version", message.ConfigurationVersion, 0, long.MaxValue),
            At = reading.Time("birth.at_us", message.AtUs),
        });
    }

    public static byte[] Encode(Heartbeat beat) => new V1.Heartbeat
    {
        Boot = beat.Boot,
        AtUs = WireTime.ToMicroseconds(beat.At),
        Clock = ToMessage(beat.Clock),
        QueuedItems = beat.QueuedItems,
        QueueAgeSeconds = (int)beat.QueueAge.TotalSeconds,
        DiskFreePercent = beat.DiskFreePercent,
        MemoryMb = beat.MemoryMegabytes,
        TemperatureCelsius = beat.TemperatureCelsius,
        Throttled = beat.Throttled,
        EvidenceWaitingBytes = beat.EvidenceWaitingBytes,
        Cameras = { beat.Cameras.Select(ToMessage) },
        Degradation = Text(beat.Degradation),
    }.ToByteArray();

    public static Heartbeat DecodeHeartbeat(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.Heartbeat.Parser, "heartbeat", StatusBytes);
        var reading = new Reading();
        reading.Count("heartbeat.cameras", message.Cameras.Count, Limits.CamerasPerNode);
        return Read(reading, new Heartbeat
        {
            Boot = reading.Id("heartbeat.boot", message.Boot),
            At = reading.Time("heartbeat.at_us", message.AtUs),
            Clock = FromMessage(reading, message.Clock),
            QueuedItems = reading.Number("heartbeat.queued_items", message.QueuedItems, 0, int.MaxValue),
            QueueAge = TimeSpan.FromSeconds(reading.Number("heartbeat.queue_age_seconds", message.QueueAgeSeconds, 0, int.MaxValue)),
            DiskFreePercent = reading.Number("heartbeat.disk_free_percent", message.DiskFreePercent, 0, 100),
            MemoryMegabytes = reading.Number("heartbeat.memory_mb", message.MemoryMb, 0, int.MaxValue),
            TemperatureCelsius = reading.Number("heartbeat.temperature_celsius", message.TemperatureCelsius, -60, 200),
            Throttled = message.Throttled,
            EvidenceWaitingBytes = reading.Number("heartbeat.evidence_waiting_bytes", message.EvidenceWaitingBytes, 0, long.MaxValue),
            Cameras = [.. message.Cameras.Select(camera => FromMessage(reading, camera))],
            Degradation = reading.Text("heartbeat.degradation", message.Degradation, Limits.TextLength),
        });
    }

    public static byte[] EncodeCameraStatus(CameraHealth camera) => ToMessage(camera).ToByteArray();

    public static CameraHealth DecodeCameraStatus(ReadOnlySpan<byte> bytes)
    {
        var reading = new Reading();
        return Read(reading, FromMessage(reading, Decode(bytes, V1.CameraHealth.Parser, "camera", StatusBytes)));
    }

    private static V1.CameraHealth ToMessage(CameraHealth camera) => new()
    {
        Camera = camera.Camera,
        Delivering = camera.Delivering,
        FramesPerMinute = camera.FramesPerMinute,
        Dropped = camera.Dropped,
        DeadlineMisses = camera.DeadlineMisses,
        Restarts = camera.Restarts,
        Trouble = Text(camera.Trouble),
    };

    private static CameraHealth FromMessage(Reading reading, V1.CameraHealth message) => new()
    {
        Camera = reading.Id("camera.camera", message.Camera),
        Delivering = message.Delivering,
        FramesPerMinute = reading.Number("camera.frames_per_minute", message.FramesPerMinute, 0, int.MaxValue),
        Dropped = reading.Number("camera.dropped", message.Dropped, 0, int.MaxValue),
        DeadlineMisses = reading.Number("camera.deadline_misses", message.DeadlineMisses, 0, int.MaxValue),
        Restarts = reading.Number("camera.restarts", message.Restarts, 0, int.MaxValue),
        Trouble = reading.Text("camera.trouble", message.Trouble, Limits.TextLength),
    };

    public static byte[] Encode(ConfigurationReport report) => ToMessage(report).ToByteArray();

    public static V1.ConfigurationReport ToMessage(ConfigurationReport report) => new()
    {
        Version = report.Version,
        State = (V1.ConfigurationState)report.State,
        Errors = { report.Errors.Take(Limits.ConfigurationErrors) },
        AtUs = WireTime.ToMicroseconds(report.At),
    };

    public static ConfigurationReport DecodeReport(ReadOnlySpan<byte> bytes) =>
        FromMessage(Decode(bytes, V1.ConfigurationReport.Parser, "report", StatusBytes * 2));

    public static ConfigurationReport FromMessage(V1.ConfigurationReport message)
    {
        var reading = new Reading();
        reading.Count("report.errors", message.Errors.Count, Limits.ConfigurationErrors);
        return Read(reading, new ConfigurationReport(
            reading.Number("report.version", message.Version, 0, long.MaxValue),
            reading.Choice<ConfigurationState>("report.state", (int)message.State),
            [.. message.Errors.Select(error => reading.Text("report.errors", error, Limits.TextLength) ?? "")],
            reading.Time("report.at_us", message.AtUs)));
    }

    public static byte[] Encode(NodeCommand command) => new V1.Command
    {
        Id = command.Id,
        Name = command.Name,
        IssuedUs = WireTime.ToMicroseconds(command.Issued),
        ExpiresUs = WireTime.ToMicroseconds(command.Expires),
        Arguments = { command.Arguments.ToDictionary() },
    }.ToByteArray();

    public static NodeCommand DecodeCommand(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.Command.Parser, "command", StatusBytes);
        var reading = new Reading();
        reading.Count("command.arguments", message.Arguments.Count, Limits.CommandArguments);
        var (issued, expires) = Span(reading, "command", message.IssuedUs, message.ExpiresUs);
        return Read(reading, new NodeCommand
        {
            Id = reading.Id("command.id", message.Id),
            Name = reading.Id("command.name", message.Name),
            Issued = issued,
            Expires = expires,
            Arguments = message.Arguments.ToDictionary(
                argument => reading.Id("command.arguments", argument.Key),
                argument => reading.Text($"command.arguments.{argument.Key}", argument.Value, Limits.TextLength) ?? ""),
        });
    }
}
