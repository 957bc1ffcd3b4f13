namespace EdgeProctoring.EdgeAgent;

/// <summary>A machine that its campus has revoked: it does nothing but show it, until somebody holds the button twice or stops it.</summary>
internal sealed class RevokedNode(PanelBoard? panel, TimeProvider time)
{
    private readonly ReclaimGuard _guard = new();
    private readonly long _began = time.GetTimestamp();

    /// <summary>Over when the machine is to be claimed anew.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        if (panel is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancel);
            return;
        }
        while (true)
        {
            var now = time.GetElapsedTime(_began);
            var (colour, wait) = PanelLight.At(_guard.IsAsked(now) ? PanelState.Confirm : PanelState.Fault, now);
            panel.Show(colour);
            await Task.Delay(wait, time, cancel);
            while (panel.Touches.TryRead(out var touch))
            {
                now = time.GetElapsedTime(_began);
                if (touch == PanelTouch.Pressed)
                {
                    _ = _guard.Press(now);
                }
                else if (touch == PanelTouch.Held && _guard.Hold(now, examRuns: false) == ReclaimAnswer.Confirmed)
                {
                    return;
                }
            }
        }
    }
}
