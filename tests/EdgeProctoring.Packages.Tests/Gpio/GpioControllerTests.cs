using System.Collections.Concurrent;
using System.Device.Gpio;
using EdgeProctoring.Gpio;

namespace EdgeProctoring.Packages.Tests.Gpio;

public sealed class GpioControllerTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    private readonly FakeGpioKernel _kernel = new();

    [Fact]
    public void An_output_has_its_value_from_the_first_moment_and_can_be_toggled()
    {
        using var gpio = Controller();

        var led = gpio.OpenPin(17, PinMode.Output, PinValue.High);
        gpio.Write(17, PinValue.Low);
        led.Toggle();

        var line = _kernel.Lines[17];
        Assert.Equal([LineFlags.Output], line.Configured);
        Assert.Equal([true, false, true], line.Values);
        Assert.Equal(PinValue.High, led.Read());
        Assert.Equal(PinMode.Output, led.GetPinMode());
    }

    [Theory]
    [InlineData(PinMode.Input, (ulong)LineFlags.Input)]
    [InlineData(PinMode.InputPullUp, (ulong)(LineFlags.Input | LineFlags.PullUp))]
    [InlineData(PinMode.InputPullDown, (ulong)(LineFlags.Input | LineFlags.PullDown))]
    public void An_input_asks_for_its_resistor_and_reads_the_level(PinMode mode, ulong flags)
    {
        using var gpio = Controller();

        gpio.OpenPin(4, mode);
        _kernel.Lines[4].Level = true;

        Assert.Equal((LineFlags)flags, _kernel.Lines[4].Configured[^1]);
        Assert.Equal(PinValue.High, gpio.Read(4));
    }

    [Fact]
    public void Opening_a_pin_changes_nothing_on_it()
    {
        using var gpio = Controller();

        gpio.OpenPin(4);

        Assert.Empty(_kernel.Lines[4].Configured);
        Assert.True(gpio.IsPinOpen(4));
        Assert.Same(gpio.OpenPin(4), gpio.OpenPin(4));
    }

    [Fact]
    public async Task Edges_reach_the_callbacks_that_asked_for_them_in_order()
    {
        using var gpio = Controller();
        gpio.OpenPin(4, PinMode.InputPullUp);
        var both = new BlockingCollection<PinEventTypes>();
        var falling = new BlockingCollection<int>();
        gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising | PinEventTypes.Falling, (_, e) => both.Add(e.ChangeType));
        gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Falling, (_, e) => falling.Add(e.PinNumber));
        var line = _kernel.Lines[4];

        line.Drive(true);
        line.Drive(false);
        line.Drive(true);

        var seen = await Task.Run(() => both.GetConsumingEnumerable().Take(3).ToArray()).WaitAsync(_limit, TestContext.Current.CancellationToken);
        Assert.Equal([PinEventTypes.Rising, PinEventTypes.Falling, PinEventTypes.Rising], seen);
        Assert.Equal([4], falling);
        Assert.Equal(LineFlags.Input | LineFlags.PullUp | LineFlags.RisingEdge | LineFlags.FallingEdge, line.Configured[^1]);
    }

    [Fact]
    public async Task A_callback_that_was_taken_back_is_not_called_any_more_and_may_take_itself_back()
    {
        using var gpio = Controller();
        gpio.OpenPin(4, PinMode.Input);
        var calls = 0;
        var done = new TaskCompletionSource();
        gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, Once);

        _kernel.Lines[4].Drive(true);
        await done.Task.WaitAsync(_limit, TestContext.Current.CancellationToken);
        _kernel.Lines[4].Drive(false);
        _kernel.Lines[4].Drive(true);

        Assert.Equal(LineFlags.Input, _kernel.Lines[4].Configured[^1]);
        Assert.Equal(1, calls);

        void Once(object sender, PinValueChangedEventArgs e)
        {
            calls++;
            gpio.UnregisterCallbackForPinValueChangedEvent(4, Once);
            done.SetResult();
        }
    }

    [Fact]
    public async Task A_callback_may_close_its_own_pin()
    {
        using var gpio = Controller();
        for (var i = 0; i < 100; i++)
        {
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gpio.OpenPin(4, PinMode.Input);
            var line = _kernel.Lines[4];
            gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, (_, _) =>
            {
                gpio.ClosePin(4);
                closed.SetResult();
            });

            line.Drive(true);

            await closed.Task.WaitAsync(_limit, TestContext.Current.CancellationToken);
            Assert.False(gpio.IsPinOpen(4));
        }
    }

    [Fact]
    public async Task Waiting_for_an_edge_ends_with_it()
    {
        using var gpio = Controller();
        gpio.OpenPin(4, PinMode.Input);
        var waiting = Task.Run(() => gpio.WaitForEvent(4, PinEventTypes.Falling, _limit));
        while (_kernel.Lines[4].Configured[^1] == LineFlags.Input)
        {
            await Task.Yield();
        }

        _kernel.Lines[4].Drive(false);
        var result = await waiting.WaitAsync(_limit, TestContext.Current.CancellationToken);

        Assert.False(result.TimedOut);
        Assert.Equal(PinEventTypes.Falling, result.EventTypes);
        Assert.Equal(LineFlags.Input, _kernel.Lines[4].Configured[^1]);
    }

    [Fact]
    public void Waiting_for_an_edge_that_does_not_come_is_a_result()
    {
        using var gpio = Controller();
        gpio.OpenPin(4, PinMode.Input);

        var result = gpio.WaitForEvent(4, PinEventTypes.Rising, TimeSpan.FromMilliseconds(50));

        Assert.True(result.TimedOut);
        Assert.Equal(PinEventTypes.None, result.EventTypes);
    }

    [Fact]
    public void Closing_gives_every_line_back_to_the_kernel()
    {
        var gpio = Controller();
        gpio.OpenPin(4, PinMode.Input);
        gpio.OpenPin(17, PinMode.Output);
        gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, (_, _) => { });

        gpio.ClosePin(17);
        Assert.True(_kernel.Lines[17].IsReleased);
        Assert.False(gpio.IsPinOpen(17));
        gpio.Dispose();

        Assert.True(_kernel.Lines[4].IsReleased);
    }

    [Fact]
    public void A_machine_without_a_chip_says_so()
    {
        var error = Assert.Throws<PlatformNotSupportedException>(() => CharacterDeviceDriver.Open(new FakeGpioKernel().With()));

        Assert.Contains("/dev/gpiochip*", error.Message);
    }

    [Fact]
    public void This_machine_is_either_driven_or_says_why_not()
    {
        try
        {
            using var gpio = new GpioController();
            Assert.True(gpio.PinCount > 0);
        }
        catch (Exception e) when (e is PlatformNotSupportedException or UnauthorizedAccessException)
        {
            Assert.Contains("gpio", e.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_missing_permission_names_the_group_to_join()
    {
        var error = Assert.Throws<UnauthorizedAccessException>(
            () => CharacterDeviceDriver.Open(new FakeGpioKernel { OpenError = FakeGpioKernel.NoAccess }));

        Assert.Contains("/dev/gpiochip0", error.Message);
        Assert.Contains("group 'gpio'", error.Message);
    }

    [Fact]
    public void A_pin_in_use_names_its_user_and_stays_closed()
    {
        _kernel.UsedByOthers[10] = "spi0 CS0";
        using var gpio = Controller();

        var error = Assert.Throws<InvalidOperationException>(() => gpio.OpenPin(10));

        Assert.Contains("GPIO 10 of pinctrl-bcm2711", error.Message);
        Assert.Contains("'spi0 CS0'", error.Message);
        Assert.False(gpio.IsPinOpen(10));
    }

    [Theory, InlineData(-1), InlineData(58)]
    public void A_pin_that_the_chip_does_not_have_names_the_range(int pin)
    {
        using var gpio = Controller();

        Assert.Contains("0–57", Assert.ThrowsAny<ArgumentException>(() => gpio.OpenPin(pin)).Message);
    }

    [Fact]
    public void Misuse_names_the_pin_and_the_cure()
    {
        using var gpio = Controller();
        gpio.OpenPin(4, PinMode.Input);

        Assert.Contains("OpenPin(5", Assert.Throws<InvalidOperationException>(() => gpio.Read(5)).Message);
        Assert.Contains("not Output", Assert.Throws<InvalidOperationException>(() => gpio.Write(4, 1)).Message);
        gpio.SetPinMode(4, PinMode.Output);
        Assert.Contains("output", Assert.Throws<InvalidOperationException>(
            () => gpio.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, (_, _) => { })).Message);
    }

    [Fact]
    public void The_chip_with_the_boards_header_is_chosen()
    {
        var kernel = new FakeGpioKernel().With(("/dev/gpiochip0", "gpio-brcmstb@107d508500"), ("/dev/gpiochip4", "pinctrl-rp1"));
        using var gpio = new GpioController(CharacterDeviceDriver.Open(kernel));

        gpio.OpenPin(17);

        Assert.Equal("/dev/gpiochip4", kernel.ChipInUse);
    }

    [Fact]
    public void Pin_values_convert_as_upstream_says()
    {
        Assert.Equal(PinValue.High, 7);
        Assert.Equal(PinValue.Low, false);
        Assert.Equal(PinValue.Low, !PinValue.High);
        Assert.Equal(1, (int)PinValue.High);
        Assert.True((bool)PinValue.High);
        Assert.Equal("Low", PinValue.Low.ToString());
    }

    private GpioController Controller() => new(CharacterDeviceDriver.Open(_kernel));
}
