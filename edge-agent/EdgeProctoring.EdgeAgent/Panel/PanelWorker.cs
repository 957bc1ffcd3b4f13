namespace EdgeProctoring.EdgeAgent;

/// <summary>Shows the node's state, answers the button and watches the lid.</summary>
internal sealed partial class PanelWorker(PanelBoard board, PanelRecord record, NodeCondition condition, PanelDesk desk, NodeClock clock, ILogger<PanelWorker> log) : BackgroundService
{
    private static readonly TimeSpan _identify = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(0.5);

    private readonly ReclaimGuard _guard = new();
    private (PanelState State, TimeSpan Since) _shown = (PanelState.Boot, clock.Monotonic);
    private TimeSpan? _identifiedAt;
    private string? _fault;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await record.KeepLidAsync(board.IsLidOpen, stopping);
        try
        {
            while (true)
            {
                Show();
                if (await TouchAsync(stopping) is { } touch)
                {
                    await AnswerAsync(touch, stopping);
                }
                else
                {
                    await record.KeepLidAsync(board.IsLidOpen, stopping);
                }
            }
        }
        finally
        {
            board.Show(PanelColour.White);
        }
    }

    private void Show()
    {
        var now = clock.Monotonic;
        _identifiedAt = desk.TakeIdentify() ? now : _identifiedAt;
        var (state, fault) = condition.Read();
        if (fault is not null && _fault is null)
        {
            Log.Shows(log, fault);
        }
        _fault = fault;
        state = _guard.IsAsked(now) ? PanelState.Confirm : now - _identifiedAt < _identify ? PanelState.Identify : state;
        _shown = state == _shown.State ? _shown : (state, now);
        board.Show(PanelLight.At(state, now - _shown.Since).Colour);
    }

    /// <summary>What somebody did; null when it is time to look again.</summary>
    private async Task<PanelTouch?> TouchAsync(CancellationToken stopping)
    {
        if (board.Touches.TryRead(out var touch))
        {
            return touch;
        }
        var wait = PanelLight.At(_shown.State, clock.Monotonic - _shown.Since).For;
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(board.Touches.WaitToReadAsync(turn.Token).AsTask(), desk.Asked, Task.Delay(wait < _turn ? wait : _turn, clock.Time, turn.Token));
        await turn.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        return board.Touches.TryRead(out touch) ? touch : null;
    }

    private async Task AnswerAsync(PanelTouch touch, CancellationToken cancel)
    {
        if (touch == PanelTouch.LidOpened)
        {
            await record.KeepLidAsync(true, cancel);
            return;
        }
        var answer = touch == PanelTouch.Held ? _guard.Hold(clock.Monotonic, condition.Running.Count > 0) : _guard.Press(clock.Monotonic);
        await record.KeepAsync(answer, cancel);
        if (answer == ReclaimAnswer.Identify)
        {
            desk.Identify();
        }
        else if (answer == ReclaimAnswer.Confirmed)
        {
            desk.Reclaim();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The light shows a fault: {Fault}.")]
        public static partial void Shows(ILogger logger, string fault);
    }
}
