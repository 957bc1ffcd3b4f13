namespace EdgeProctoring.Vision;

/// <summary>How long each stage of one look took, for whoever wants to know.</summary>
public sealed class StageWatch(TimeProvider time)
{
    private readonly List<(string Name, TimeSpan Took)> _stages = new(8);
    private long _since = time.GetTimestamp();

    public IReadOnlyList<(string Name, TimeSpan Took)> Stages => _stages;

    /// <summary>A new look begins.</summary>
    public void Begin()
    {
        _stages.Clear();
        _since = time.GetTimestamp();
    }

    /// <summary>What ran since the last mark was this stage.</summary>
    public void Mark(string stage)
    {
        var now = time.GetTimestamp();
        _stages.Add((stage, time.GetElapsedTime(_since, now)));
        _since = now;
    }
}
