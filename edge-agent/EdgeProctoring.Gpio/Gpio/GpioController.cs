using System.Collections.Concurrent;
using EdgeProctoring.Gpio;

namespace System.Device.Gpio;

/// <summary>The pins of this machine, by the numbers that its chip gives them.</summary>
public class GpioController : IDisposable
{
    private readonly ConcurrentDictionary<int, GpioPin> _open = new();
    private readonly GpioDriver _driver;

    /// <summary>Uses the machine's GPIO chip. Throws, naming the cause, where there is none or it may not be opened.</summary>
    public GpioController()
        : this(CharacterDeviceDriver.Open(new LinuxGpioKernel()))
    {
    }

    public GpioController(GpioDriver driver) => _driver = driver ?? throw new ArgumentNullException(nameof(driver));

    public virtual int PinCount => _driver.PinCount;

    public GpioPin OpenPin(int pinNumber) => _open.GetOrAdd(pinNumber, number =>
    {
        OpenPinCore(number);
        return new GpioPin(number, this);
    });

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        var pin = OpenPin(pinNumber);
        SetPinMode(pinNumber, mode);
        return pin;
    }

    /// <summary>Opens an output that has this value from its first moment.</summary>
    public GpioPin OpenPin(int pinNumber, PinMode mode, PinValue initialValue)
    {
        var pin = OpenPin(pinNumber);
        SetPinMode(pinNumber, mode, initialValue);
        return pin;
    }

    public void ClosePin(int pinNumber)
    {
        ThrowIfClosed(pinNumber);
        ClosePinCore(pinNumber);
        _open.TryRemove(pinNumber, out _);
    }

    public bool IsPinOpen(int pinNumber) => _open.ContainsKey(pinNumber);

    public virtual bool IsPinModeSupported(int pinNumber, PinMode mode) => _driver.IsPinModeSupported(pinNumber, mode);

    public virtual void SetPinMode(int pinNumber, PinMode mode)
    {
        ThrowIfImpossible(pinNumber, mode);
        _driver.SetPinMode(pinNumber, mode);
    }

    public virtual void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        ThrowIfImpossible(pinNumber, mode);
        _driver.SetPinMode(pinNumber, mode, initialValue);
    }

    public virtual PinMode GetPinMode(int pinNumber)
    {
        ThrowIfClosed(pinNumber);
        return _driver.GetPinMode(pinNumber);
    }

    public virtual PinValue Read(int pinNumber)
    {
        ThrowIfClosed(pinNumber);
        return _driver.Read(pinNumber);
    }

    public virtual void Write(int pinNumber, PinValue value)
    {
        ThrowIfNoOutput(pinNumber);
        _driver.Write(pinNumber, value);
    }

    public virtual void Toggle(int pinNumber)
    {
        ThrowIfNoOutput(pinNumber);
        _driver.Toggle(pinNumber);
    }

    public WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, TimeSpan timeout)
    {
        using var late = new CancellationTokenSource(timeout);
        return WaitForEvent(pinNumber, eventTypes, late.Token);
    }

    /// <summary>Blocks until an edge comes; a cancelled wait is a result, not an exception.</summary>
    public virtual WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        ThrowIfClosed(pinNumber);
        return _driver.WaitForEvent(pinNumber, eventTypes, cancellationToken);
    }

    public virtual void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        ThrowIfClosed(pinNumber);
        _driver.AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, callback);
    }

    public virtual void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        ThrowIfClosed(pinNumber);
        _driver.RemoveCallbackForPinValueChangedEvent(pinNumber, callback);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void OpenPinCore(int pinNumber) => _driver.OpenPin(pinNumber);

    protected virtual void ClosePinCore(int pinNumber) => _driver.ClosePin(pinNumber);

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var pin in _open.Keys)
            {
                ClosePin(pin);
            }
            _driver.Dispose();
        }
    }

    private void ThrowIfClosed(int pinNumber)
    {
        if (!IsPinOpen(pinNumber))
        {
            throw new InvalidOperationException($"GPIO {pinNumber} is not open; call OpenPin({pinNumber}, mode) first.");
        }
    }

    private void ThrowIfImpossible(int pinNumber, PinMode mode)
    {
        ThrowIfClosed(pinNumber);
        if (!_driver.IsPinModeSupported(pinNumber, mode))
        {
            throw new InvalidOperationException($"GPIO {pinNumber} does not support the mode {mode}.");
        }
    }

    private void ThrowIfNoOutput(int pinNumber)
    {
        ThrowIfClosed(pinNumber);
        if (_driver.GetPinMode(pinNumber) is var mode and not PinMode.Output)
        {
            throw new InvalidOperationException($"GPIO {pinNumber} cannot be written: its mode is {mode}, not Output.");
        }
    }
}
