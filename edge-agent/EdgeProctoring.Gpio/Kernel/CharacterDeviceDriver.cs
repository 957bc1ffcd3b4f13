using System.Collections.Concurrent;
using System.Device.Gpio;

namespace EdgeProctoring.Gpio;

/// <summary>Drives pins through the kernel's GPIO character device, without any native library.</summary>
internal sealed class CharacterDeviceDriver(Chip chip) : GpioDriver
{
    private readonly ConcurrentDictionary<int, Line> _lines = new();

    public static CharacterDeviceDriver Open(IGpioKernel kernel) => new(Chip.Open(kernel));

    protected internal override int PinCount => chip.Lines;

    protected internal override int ConvertPinNumberToLogicalNumberingScheme(int pinNumber) =>
        throw new NotSupportedException("Pins are named by the chip's numbers (GPIO 17), not by places on the board.");

    protected internal override void OpenPin(int pinNumber) => _lines[pinNumber] = new Line(chip, pinNumber);

    protected internal override void ClosePin(int pinNumber)
    {
        if (_lines.TryRemove(pinNumber, out var line))
        {
            line.Dispose();
        }
    }

    protected internal override void SetPinMode(int pinNumber, PinMode mode) => Of(pinNumber).SetMode(mode);

    protected internal override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue) =>
        Of(pinNumber).SetMode(mode, initialValue);

    protected internal override PinMode GetPinMode(int pinNumber) => Of(pinNumber).Mode;

    protected internal override bool IsPinModeSupported(int pinNumber, PinMode mode) => Enum.IsDefined(mode);

    protected internal override PinValue Read(int pinNumber) => Of(pinNumber).Read();

    protected internal override void Write(int pinNumber, PinValue value) => Of(pinNumber).Write(value);

    protected internal override WaitForEventResult WaitForEvent(
        int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using var seen = new ManualResetEventSlim();
        var result = new WaitForEventResult { TimedOut = true };
        PinChangeEventHandler listener = (_, e) =>
        {
            if (result.TimedOut)
            {
                result = new WaitForEventResult { EventTypes = e.ChangeType };
                seen.Set();
            }
        };
        Of(pinNumber).Listen(eventTypes, listener);
        try
        {
            seen.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // A wait that ran out of time is a result.
        }
        finally
        {
            Of(pinNumber).StopListening(listener);
        }
        return result;
    }

    protected internal override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => Of(pinNumber).Listen(eventTypes, callback);

    protected internal override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        Of(pinNumber).StopListening(callback);

    protected override void Dispose(bool disposing)
    {
        foreach (var pin in _lines.Keys)
        {
            ClosePin(pin);
        }
        chip.Dispose();
        base.Dispose(disposing);
    }

    private Line Of(int pinNumber) => _lines.TryGetValue(pinNumber, out var line)
        ? line
        : throw new InvalidOperationException($"GPIO {pinNumber} is not open.");
}
