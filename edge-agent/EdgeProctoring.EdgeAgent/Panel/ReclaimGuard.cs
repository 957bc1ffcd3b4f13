namespace EdgeProctoring.EdgeAgent;

/// <summary>What a touch of the button came to.</summary>
internal enum ReclaimAnswer
{
    /// <summary>It was only a press: which node is this?</summary>
    Identify,
    /// <summary>A second long press within the limit makes the node unclaimed.</summary>
    Asked,
    Refused,
    TakenBack,
    Confirmed,
}

/// <summary>
/// Keeps a node from being taken away from its campus by accident or malice: never while an exam runs, and only by two long
/// presses, the second within half a minute after the first; a short press takes the first back.
/// </summary>
internal sealed class ReclaimGuard
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private TimeSpan? _asked;

    /// <summary>Whether a first long press waits for the second one.</summary>
    public bool IsAsked(TimeSpan now) => _asked is { } asked && now - asked <= Limit;

    public ReclaimAnswer Press(TimeSpan now)
    {
        var answer = IsAsked(now) ? ReclaimAnswer.TakenBack : ReclaimAnswer.Identify;
        _asked = null;
        return answer;
    }

    public ReclaimAnswer Hold(TimeSpan now, bool examRuns)
    {
        if (examRuns)
        {
            _asked = null;
            return ReclaimAnswer.Refused;
        }
        var confirmed = IsAsked(now);
        _asked = confirmed ? null : now;
        return confirmed ? ReclaimAnswer.Confirmed : ReclaimAnswer.Asked;
    }
}
