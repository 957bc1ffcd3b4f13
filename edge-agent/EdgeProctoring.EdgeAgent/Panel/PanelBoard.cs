using System.Device.Gpio;
using System.Threading.Channels;
using Iot.Device.Button;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What somebody did at the panel.</summary>
internal enum PanelTouch
{
    Pressed,
    Held,
    LidOpened,
}

/// <summary>The panel's wires: a light of three colours, a button, a switch under the lid. Touches are queued in their order.</summary>
internal sealed class PanelBoard : IDisposable
{
    private const int Waiting = 64;
    private static readonly TimeSpan _chatter = TimeSpan.FromMilliseconds(30);

    private readonly GpioController _gpio;
    private readonly PanelSettings _settings;
    private readonly GpioButton? _button;
    private readonly PinChangeEventHandler _lidMoved;
    private readonly Channel<PanelTouch> _touches = Channel.CreateBounded<PanelTouch>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private bool _held;
    private PanelColour? _shown;

    /// <summary>Takes the pins; throws with the cause where one cannot be had. The controller is then the board's.</summary>
    public PanelBoard(PanelSettings settings, GpioController gpio)
    {
        (_settings, _gpio, _lidMoved) = (settings, gpio, OnLid);
        try
        {
            foreach (var pin in Colours().Select(colour => colour.Pin))
            {
                _gpio.OpenPin(pin, PinMode.Output, Level(false));
            }
            if (settings.Lid is { } lid)
            {
                _gpio.OpenPin(lid, PinMode.InputPullUp);
                _gpio.RegisterCallbackForPinValueChangedEvent(lid, PinEventTypes.Falling | PinEventTypes.Rising, _lidMoved);
            }
            if (settings.Button is { } button)
            {
                var hold = TimeSpan.FromSeconds(settings.HoldSeconds);
                _button = new GpioButton(button, TimeSpan.Zero, hold, isPullUp: true, hasExternalResistor: false, gpio, shouldDispose: false, _chatter) { IsHoldingEnabled = true };
                _button.ButtonDown += OnDown;
                _button.Press += OnPress;
                _button.Holding += OnHold;
            }
        }
        catch
        {
            gpio.Dispose();
            throw;
        }
    }

    /// <summary>What was done and not yet looked at, oldest first.</summary>
    public ChannelReader<PanelTouch> Touches => _touches.Reader;

    public bool HasLid => _settings.Lid is not null;

    public bool IsLidOpen => _settings.Lid is { } lid && (_gpio.Read(lid) == PinValue.High) == (_settings.LidOpenIs == "high");

    public void Show(PanelColour colour)
    {
        if (colour == _shown)
        {
            return;
        }
        _shown = colour;
        foreach (var (shine, pin) in Colours())
        {
            _gpio.Write(pin, Level(colour.HasFlag(shine)));
        }
    }

    public void Dispose()
    {
        if (_button is not null)
        {
            _button.ButtonDown -= OnDown;
            _button.Press -= OnPress;
            _button.Holding -= OnHold;
            _button.Dispose();
        }
        Show(PanelColour.Off);
        _gpio.Dispose();
        _touches.Writer.TryComplete();
    }

    /// <summary>However short: a lid is opened once. Whether it is closed again is read, when its contacts have come to rest.</summary>
    private void OnLid(object sender, PinValueChangedEventArgs edge)
    {
        if ((edge.ChangeType == PinEventTypes.Rising) == (_settings.LidOpenIs == "high"))
        {
            _touches.Writer.TryWrite(PanelTouch.LidOpened);
        }
    }

    private void OnDown(object? sender, EventArgs e) => _held = false;

    private void OnPress(object? sender, EventArgs e)
    {
        // Some releases of the button's package tell of a press after a hold, too.
        if (!_held)
        {
            _touches.Writer.TryWrite(PanelTouch.Pressed);
        }
    }

    private void OnHold(object? sender, ButtonHoldingEventArgs e)
    {
        if (e.HoldingState == ButtonHoldingState.Started)
        {
            _held = true;
            _touches.Writer.TryWrite(PanelTouch.Held);
        }
    }

    private IEnumerable<(PanelColour Shine, int Pin)> Colours()
    {
        if (_settings is { Red: { } red, Green: { } green, Blue: { } blue })
        {
            yield return (PanelColour.Red, red);
            yield return (PanelColour.Green, green);
            yield return (PanelColour.Blue, blue);
        }
    }

    private PinValue Level(bool lit) => lit == (_settings.LitBy == "high") ? PinValue.High : PinValue.Low;
}
