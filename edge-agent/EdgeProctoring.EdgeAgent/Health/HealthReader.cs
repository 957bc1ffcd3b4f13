using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Reads how the node is: queue, disk, memory, heat, cameras, and what is being given up.</summary>
internal sealed class HealthReader(NodeIdentity node, Spool spool, EvidenceKeeper evidence, CameraBoard board, AgentSettings settings, NodeClock clock)
{
    private const string Thermometer = "/sys/class/thermal/thermal_zone0/temp";
    private const string Throttle = "/sys/devices/platform/soc/soc:firmware/get_throttled";

    public Heartbeat Read(SpoolReader reader)
    {
        board.Measure();
        var state = spool.State;
        var age = state.Oldest is { } oldest && clock.Now > oldest ? clock.Now - oldest : TimeSpan.Zero;
        return new Heartbeat
        {
            Boot = node.Boot,
            At = clock.Now,
            Clock = clock.Read(),
            QueuedItems = (int)Math.Min(state.Items, int.MaxValue),
            QueueAge = age,
            DiskFreePercent = DiskFreePercent(),
            MemoryMegabytes = (int)(Environment.WorkingSet / 1_000_000),
            TemperatureCelsius = (int)Math.Clamp(Number(Thermometer, NumberStyles.Integer) / 1000, -60, 200),
            Throttled = (Number(Throttle, NumberStyles.HexNumber) & 0xF) != 0,
            EvidenceWaitingBytes = reader.WaitingEvidenceBytes(),
            Cameras = board.ReadAll(),
            Degradation = Degradation(state),
        };
    }

    /// <summary>In the order in which things are given up.</summary>
    private string? Degradation(SpoolState state)
    {
        var given = new List<string>();
        if (state.Thinned > 0)
        {
            given.Add($"{state.Thinned} watched stretches were given up because the spool is nearly full");
        }
        given.AddRange(board.Shortfalls());
        if (evidence.RefusedClips > 0)
        {
            given.Add($"{evidence.RefusedClips} clips were given up so that pictures find room");
        }
        if (evidence.Refused > 0)
        {
            given.Add($"{evidence.Refused} pieces of evidence were given up because their folder is full");
        }
        if (state.Refused > 0)
        {
            given.Add($"{state.Refused} entries were given up because the spool is full");
        }
        if (spool.Trouble is { } trouble)
        {
            given.Add(trouble);
        }
        var text = string.Join("; ", given);
        return text.Length == 0 ? null : text.Length <= Limits.TextLength ? text : text[..Limits.TextLength];
    }

    private int DiskFreePercent()
    {
        var drive = new DriveInfo(settings.Data);
        return drive.TotalSize > 0 ? (int)(drive.AvailableFreeSpace * 100 / drive.TotalSize) : 0;
    }

    /// <summary>A number that the kernel tells in a file; 0 where this machine has none.</summary>
    private static long Number(string file, NumberStyles style)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file).Trim().Replace("0x", "", StringComparison.Ordinal), style, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
