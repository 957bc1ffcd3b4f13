using System.Device.Gpio;

namespace Iot.Device.Button;

/// <summary>A button between a pin and ground (pulled up) or supply (pulled down).</summary>
public class GpioButton : ButtonBase
{
    private readonly GpioController _controller;
    private readonly int _pin;
    private readonly bool _isPullUp;
    private readonly bool _shouldDispose;
    private readonly Lock _gate = new();
    private readonly ITimer _settled;
    private long? _changed;
    private bool _disposed;

    public GpioButton(int buttonPin, bool isPullUp = true, bool hasExternalResistor = false, GpioController? gpio = null,
        bool shouldDispose = true, TimeSpan debounceTime = default)
        : this(buttonPin, TimeSpan.FromTicks(15_000_000), TimeSpan.FromSeconds(2), isPullUp, hasExternalResistor, gpio, shouldDispose, debounceTime)
    {
    }

    /// <param name="buttonPin">The chip's number of the pin.</param>
    /// <param name="doublePress">Not used: double presses are not offered here.</param>
    /// <param name="holding">How long a press is a hold.</param>
    /// <param name="isPullUp">True: pressed is low.</param>
    /// <param name="hasExternalResistor">False: the chip's own resistor is used.</param>
    /// <param name="gpio">The controller; a new one where absent.</param>
    /// <param name="shouldDispose">Disposes of the controller together with the button.</param>
    /// <param name="debounceTime">How long contacts may chatter after a change; the level at its end counts.</param>
    public GpioButton(int buttonPin, TimeSpan doublePress, TimeSpan holding, bool isPullUp = true, bool hasExternalResistor = false,
        GpioController? gpio = null, bool shouldDispose = true, TimeSpan debounceTime = default)
        : this(buttonPin, holding, isPullUp, hasExternalResistor, gpio, shouldDispose, debounceTime, TimeProvider.System)
    {
    }

    internal GpioButton(int pin, TimeSpan holding, bool isPullUp, bool hasExternalResistor, GpioController? gpio, bool shouldDispose,
        TimeSpan debounce, TimeProvider time)
        : base(holding, debounce, time)
    {
        _controller = gpio ?? new GpioController();
        (_pin, _isPullUp, _shouldDispose) = (pin, isPullUp, shouldDispose || gpio is null);
        _settled = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _controller.OpenPin(pin, hasExternalResistor ? PinMode.Input : isPullUp ? PinMode.InputPullUp : PinMode.InputPullDown);
        IsPressed = IsDown(_controller.Read(pin));
        _controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, OnEdge);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _settled.Dispose();
            _controller.UnregisterCallbackForPinValueChangedEvent(_pin, OnEdge);
            _controller.ClosePin(_pin);
            if (_shouldDispose)
            {
                _controller.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    private void OnEdge(object sender, PinValueChangedEventArgs edge)
    {
        lock (_gate)
        {
            if (_changed is { } changed && Time.GetElapsedTime(changed) < Debounce)
            {
                // Chatter, or a release within the window: look at the level when the window ends, so that no release is lost.
                _settled.Change(Debounce - Time.GetElapsedTime(changed), Timeout.InfiniteTimeSpan);
                return;
            }
        }
        Change(IsDown(edge.ChangeType == PinEventTypes.Rising));
    }

    private void Look()
    {
        if (!_disposed)
        {
            Change(IsDown(_controller.Read(_pin)));
        }
    }

    private void Change(bool down)
    {
        lock (_gate)
        {
            if (down == IsPressed)
            {
                return;
            }
            _changed = Time.GetTimestamp();
        }
        if (down)
        {
            HandleButtonPressed();
        }
        else
        {
            HandleButtonReleased();
        }
    }

    private bool IsDown(PinValue level) => (bool)level != _isPullUp;
}
