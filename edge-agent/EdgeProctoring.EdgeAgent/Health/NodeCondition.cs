using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>How the node is, in one word and with its faults: for the light, so that whoever is in the room sees that it needs somebody.</summary>
internal sealed class NodeCondition(ConfigurationDesk desk, CameraBoard cameras, Spool spool, LineGauge line, NodeClock clock)
{
    /// <summary>So long a start may take before what is missing is a fault.</summary>
    private static readonly TimeSpan _start = TimeSpan.FromSeconds(30);
    /// <summary>The line may blink: the spool keeps everything meanwhile.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public IReadOnlyList<ExamWindow> Running => [.. (desk.Current?.Exams ?? []).Where(exam => exam.From <= clock.Now && clock.Now < exam.To)];

    /// <summary>The room of the node's first camera; empty where it has none.</summary>
    public string Room => desk.Current?.Cameras is [var first, ..] ? first.Room : "";

    public (PanelState State, string? Fault) Read()
    {
        if (Fault() is { } fault)
        {
            return clock.Monotonic < _start ? (PanelState.Boot, null) : (PanelState.Fault, fault);
        }
        return (line.Down is not null && clock.Monotonic < _start ? PanelState.Boot : Running.Count > 0 ? PanelState.Exam : PanelState.Ready, null);
    }

    private string? Fault() => spool.Trouble
        ?? (clock.IsTrusted ? null : $"the clock says {clock.Now:u}, when the certificate does not hold")
        ?? cameras.ReadAll().Where(camera => !camera.Delivering).Select(camera => $"camera {camera.Camera} delivers nothing: {camera.Trouble}").FirstOrDefault()
        ?? (line.Down is { } down && down >= _patience ? $"no line to the broker for {down.TotalSeconds:0} s" : null);
}
