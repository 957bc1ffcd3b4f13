namespace System.Device.Gpio;

/// <summary>One open pin of a controller; disposing of it closes it.</summary>
public class GpioPin : IDisposable
{
    private readonly GpioController _controller;

    internal GpioPin(int pinNumber, GpioController controller)
    {
        PinNumber = pinNumber;
        _controller = controller;
    }

    public event PinChangeEventHandler ValueChanged
    {
        add => _controller.RegisterCallbackForPinValueChangedEvent(PinNumber, PinEventTypes.Falling | PinEventTypes.Rising, value);
        remove => _controller.UnregisterCallbackForPinValueChangedEvent(PinNumber, value);
    }

    public virtual int PinNumber { get; }

    public virtual PinMode GetPinMode() => _controller.GetPinMode(PinNumber);
    public virtual bool IsPinModeSupported(PinMode pinMode) => _controller.IsPinModeSupported(PinNumber, pinMode);
    public virtual void SetPinMode(PinMode value) => _controller.SetPinMode(PinNumber, value);
    public virtual PinValue Read() => _controller.Read(PinNumber);
    public virtual void Write(PinValue value) => _controller.Write(PinNumber, value);
    public virtual void Toggle() => _controller.Toggle(PinNumber);

    public void Close() => Dispose();

    public void Dispose()
    {
        if (_controller.IsPinOpen(PinNumber))
        {
            _controller.ClosePin(PinNumber);
        }
        GC.SuppressFinalize(this);
    }
}
