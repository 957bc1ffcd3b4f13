namespace Iot.Device.Button;

/// <summary>Whether a button begins or ends to be held.</summary>
public enum ButtonHoldingState
{
    Started,
    Completed,
    Canceled,
}

/// <summary>Whether a button begins or ends to be held.</summary>
public class ButtonHoldingEventArgs : EventArgs
{
    public ButtonHoldingState HoldingState { get; set; }
}

/// <summary>What pressing, releasing and holding mean, without any hardware.</summary>
public class ButtonBase : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _holding;
    private readonly ITimer _timer;
    private bool _held;

    public ButtonBase()
        : this(TimeSpan.FromTicks(15_000_000), TimeSpan.FromSeconds(2))
    {
    }

    public ButtonBase(TimeSpan doublePress, TimeSpan holding, TimeSpan debounceTime = default)
        : this(holding, debounceTime, TimeProvider.System)
    {
    }

    internal ButtonBase(TimeSpan holding, TimeSpan debounce, TimeProvider time)
    {
        (_holding, Debounce, Time) = (holding, debounce, time);
        _timer = time.CreateTimer(_ => Hold(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public event EventHandler<EventArgs>? ButtonDown;
    public event EventHandler<EventArgs>? ButtonUp;

    /// <summary>Pressed and released again, but not held while holding is enabled.</summary>
    public event EventHandler<EventArgs>? Press;

    /// <summary>Held for the holding time, and released after it; only while <see cref="IsHoldingEnabled"/>.</summary>
    public event EventHandler<ButtonHoldingEventArgs>? Holding;

    public bool IsHoldingEnabled { get; set; }
    public bool IsPressed { get; set; }

    internal TimeSpan Debounce { get; }
    internal TimeProvider Time { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected void HandleButtonPressed()
    {
        lock (_gate)
        {
            (IsPressed, _held) = (true, false);
            if (IsHoldingEnabled)
            {
                _timer.Change(_holding, Timeout.InfiniteTimeSpan);
            }
        }
        ButtonDown?.Invoke(this, EventArgs.Empty);
    }

    protected void HandleButtonReleased()
    {
        bool held;
        lock (_gate)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            held = _held;
            (IsPressed, _held) = (false, false);
        }
        ButtonUp?.Invoke(this, EventArgs.Empty);
        if (held)
        {
            Holding?.Invoke(this, new ButtonHoldingEventArgs { HoldingState = ButtonHoldingState.Completed });
        }
        else
        {
            Press?.Invoke(this, EventArgs.Empty);
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
        }
    }

    private void Hold()
    {
        lock (_gate)
        {
            if (!IsPressed)
            {
                return;
            }
            _held = true;
        }
        Holding?.Invoke(this, new ButtonHoldingEventArgs { HoldingState = ButtonHoldingState.Started });
    }
}
