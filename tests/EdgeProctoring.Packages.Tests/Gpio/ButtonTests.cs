using System.Collections.Concurrent;
using System.Device.Gpio;
using EdgeProctoring.Gpio;
using Iot.Device.Button;

namespace EdgeProctoring.Packages.Tests.Gpio;

public sealed class ButtonTests : IDisposable
{
    private const int Pin = 4;

    private readonly FakeGpioKernel _kernel = new();
    private readonly GpioController _gpio;
    private readonly ManualTime _time = new();
    private readonly BlockingCollection<string> _seen = [];
    private readonly SemaphoreSlim _told = new(0);
    private int _driven;

    public ButtonTests()
    {
        _gpio = new GpioController(CharacterDeviceDriver.Open(_kernel));
        _gpio.OpenPin(Pin);
        _kernel.Lines[Pin].Level = true;
    }

    public void Dispose()
    {
        _gpio.Dispose();
        _told.Dispose();
    }

    [Fact]
    public void A_short_press_is_a_press()
    {
        using var button = Button();
        button.IsHoldingEnabled = true;

        Push();
        Expect("down");
        Release();

        Expect("up", "press");
    }

    [Fact]
    public void A_long_press_is_a_hold_and_no_press()
    {
        using var button = Button();
        button.IsHoldingEnabled = true;

        Push();
        Expect("down");
        _time.Advance(TimeSpan.FromSeconds(3));
        Expect("Started");
        Release();

        Expect("up", "Completed");
    }

    [Fact]
    public void Without_holding_a_long_press_is_a_press()
    {
        using var button = Button();

        Push();
        Expect("down");
        _time.Advance(TimeSpan.FromSeconds(3));
        Release();

        Expect("up", "press");
    }

    [Fact]
    public void Chattering_contacts_are_one_press()
    {
        using var button = Button(debounce: TimeSpan.FromMilliseconds(50));

        Push();
        Expect("down");
        for (var bounce = 0; bounce < 5; bounce++)
        {
            Release();
            Push();
        }
        Settle();
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Release();

        Expect("up", "press");
        Assert.Empty(_seen);
    }

    [Fact]
    public void A_release_within_the_debounce_time_is_not_lost()
    {
        using var button = Button(debounce: TimeSpan.FromMilliseconds(50));

        Push();
        Expect("down");
        Release();
        Settle();
        Assert.Empty(_seen);
        _time.Advance(TimeSpan.FromMilliseconds(60));

        Expect("up", "press");
        Assert.False(button.IsPressed);
    }

    [Fact]
    public void A_button_that_is_held_at_the_start_is_pressed()
    {
        _kernel.Lines[Pin].Level = false;
        using var button = Button();

        Assert.True(button.IsPressed);
        Release();

        Expect("up", "press");
    }

    [Fact]
    public void Disposing_gives_the_pin_back_and_keeps_a_borrowed_controller()
    {
        var button = Button();

        button.Dispose();

        Assert.False(_gpio.IsPinOpen(Pin));
        Assert.Equal(58, _gpio.PinCount);
        Assert.True(_kernel.Lines[Pin].IsReleased);
    }

    private GpioButton Button(TimeSpan debounce = default)
    {
        var button = new GpioButton(Pin, TimeSpan.FromSeconds(2), isPullUp: true, hasExternalResistor: false, _gpio, shouldDispose: false, debounce, _time);
        button.ButtonDown += (_, _) => _seen.Add("down");
        button.ButtonUp += (_, _) => _seen.Add("up");
        button.Press += (_, _) => _seen.Add("press");
        button.Holding += (_, e) => _seen.Add(e.HoldingState.ToString());
        _gpio.RegisterCallbackForPinValueChangedEvent(Pin, PinEventTypes.Rising | PinEventTypes.Falling, (_, _) => _told.Release());
        return button;
    }

    private void Push() => Drive(false);

    private void Release() => Drive(true);

    private void Drive(bool level)
    {
        _driven++;
        _kernel.Lines[Pin].Drive(level);
    }

    /// <summary>Waits until all edges so far were handled: a later listener of the same line is told after the button.</summary>
    private void Settle()
    {
        for (; _driven > 0; _driven--)
        {
            Assert.True(_told.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        }
    }

    private void Expect(params string[] events)
    {
        foreach (var expected in events)
        {
            Assert.True(_seen.TryTake(out var seen, (int)TimeSpan.FromSeconds(10).TotalMilliseconds, TestContext.Current.CancellationToken));
            Assert.Equal(expected, seen);
        }
    }
}
