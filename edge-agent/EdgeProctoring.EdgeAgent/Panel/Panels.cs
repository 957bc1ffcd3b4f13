using System.Device.Gpio;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Opens the panel that the settings name. A node works without one: what is missing is said, once.</summary>
internal static class Panels
{
    public static PanelBoard? Open(PanelSettings? settings, Func<GpioController> chip, Action<string> say)
    {
        if (settings is null || settings.Pins.Count == 0)
        {
            say("No panel: the settings name no pins, so light, button and lid are not used.");
            return null;
        }
        try
        {
            return new PanelBoard(settings, chip());
        }
        catch (Exception missing) when (missing is not OutOfMemoryException)
        {
            // The chip's package and its substitute throw different types; whatever it is, the node watches without its panel.
            say($"No panel: {missing.Message.ReplaceLineEndings(" ")} The node goes on without it; 'doctor' looks at each pin.");
            return null;
        }
    }

    /// <summary>Looks at each pin by itself; a fault names the pin and its cause.</summary>
    public static IEnumerable<(string Wire, string? Fault)> Look(PanelSettings settings, Func<GpioController> chip)
    {
        GpioController gpio;
        string? broken = null;
        try
        {
            gpio = chip();
        }
        catch (Exception missing) when (missing is not OutOfMemoryException)
        {
            (gpio, broken) = (null!, missing.Message.ReplaceLineEndings(" "));
        }
        if (broken is not null)
        {
            yield return ("panel", broken);
            yield break;
        }
        using (gpio)
        {
            foreach (var (name, pin) in settings.Pins)
            {
                yield return ($"panel {name}", Fault(gpio, name, pin));
            }
        }
    }

    private static string? Fault(GpioController gpio, string name, int pin)
    {
        try
        {
            // As an input: looking must not make the light flicker.
            gpio.OpenPin(pin, PinMode.InputPullUp);
            var isDown = name == "button" && gpio.Read(pin) == PinValue.Low;
            gpio.ClosePin(pin);
            return isDown ? "the button is pressed all the time, or its wire touches ground" : null;
        }
        catch (Exception missing) when (missing is not OutOfMemoryException)
        {
            return missing.Message.ReplaceLineEndings(" ");
        }
    }
}
