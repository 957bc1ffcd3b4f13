namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>When a student's page was last heard, and which one. Forgotten when the hub starts anew: then nobody has been heard yet.</summary>
internal sealed class RemoteLife
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _heard;
    private string? _tab;

    public DateTimeOffset? Heard
    {
        get { lock (_gate) { return _heard; } }
    }

    public void Hear(string tab, DateTimeOffset at)
    {
        lock (_gate)
        {
            (_heard, _tab) = (at, tab);
        }
    }

    /// <summary>Another page than this one spoke so short a time ago.</summary>
    public bool IsSpokenFor(string tab, string? before, DateTimeOffset now, TimeSpan within)
    {
        lock (_gate)
        {
            return _tab is not null && _tab != tab && _tab != before && now - _heard < within;
        }
    }
}
