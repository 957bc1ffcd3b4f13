using System.Device.Gpio;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>One line that is ours: its mode, its value and who listens to its edges.</summary>
internal sealed class Line(Chip chip, int pin) : IDisposable
{
    private readonly SafeFileHandle _file = chip.Request(pin);
    private readonly Lock _gate = new();
    private readonly List<(PinEventTypes Types, PinChangeEventHandler Callback)> _callbacks = [];
    private EdgeWatcher? _watcher;

    public PinMode Mode { get; private set; } = PinMode.Input;

    public void SetMode(PinMode mode, PinValue? initial = null)
    {
        lock (_gate)
        {
            Configure(mode, initial);
            Mode = mode;
        }
    }

    public PinValue Read()
    {
        var values = new LineValues { Mask = 1 };
        ThrowIf(chip.Kernel.Control(_file, Requests.GetValues, ref values), "read");
        return (values.Bits & 1) != 0;
    }

    public void Write(PinValue value)
    {
        var values = new LineValues { Mask = 1, Bits = (ulong)(int)value };
        ThrowIf(chip.Kernel.Control(_file, Requests.SetValues, ref values), "written");
    }

    public void Listen(PinEventTypes types, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            _callbacks.Add((types, callback));
            try
            {
                Configure(Mode);
            }
            catch
            {
                _callbacks.RemoveAt(_callbacks.Count - 1);
                throw;
            }
            _watcher ??= new EdgeWatcher(_file, pin, Tell);
        }
    }

    public void StopListening(PinChangeEventHandler callback)
    {
        EdgeWatcher? idle = null;
        lock (_gate)
        {
            if (_callbacks.RemoveAll(listener => listener.Callback == callback) == 0)
            {
                return;
            }
            Configure(Mode);
            if (_callbacks.Count == 0)
            {
                (idle, _watcher) = (_watcher, null);
            }
        }
        idle?.Dispose();
    }

    public void Dispose()
    {
        EdgeWatcher? watcher;
        lock (_gate)
        {
            _callbacks.Clear();
            (watcher, _watcher) = (_watcher, null);
        }
        watcher?.Dispose();
        _file.Dispose();
    }

    private void Configure(PinMode mode, PinValue? initial = null)
    {
        var edges = _callbacks.Aggregate(PinEventTypes.None, (all, listener) => all | listener.Types);
        if (mode == PinMode.Output && edges != PinEventTypes.None)
        {
            throw new InvalidOperationException($"GPIO {pin} is an output; edges are seen on inputs only.");
        }
        var config = new LineConfig
        {
            Flags = mode switch
            {
                PinMode.Output => LineFlags.Output,
                PinMode.InputPullUp => LineFlags.Input | LineFlags.PullUp,
                PinMode.InputPullDown => LineFlags.Input | LineFlags.PullDown,
                _ => LineFlags.Input,
            },
        };
        config.Flags |= edges.HasFlag(PinEventTypes.Rising) ? LineFlags.RisingEdge : LineFlags.None;
        config.Flags |= edges.HasFlag(PinEventTypes.Falling) ? LineFlags.FallingEdge : LineFlags.None;
        if (mode == PinMode.Output)
        {
            // The value travels with the change of direction, so that an output never shows the wrong one in between.
            var value = initial ?? Read();
            config.AttributeCount = 1;
            config.Attributes[0] = new LineConfigAttribute
            {
                Attribute = new LineAttribute { Id = LineAttribute.OutputValues, Value = (ulong)(int)value },
                Mask = 1,
            };
        }
        ThrowIf(chip.Kernel.Control(_file, Requests.SetConfig, ref config), $"set to {mode}");
    }

    private void Tell(PinEventTypes edge)
    {
        PinChangeEventHandler[] listeners;
        lock (_gate)
        {
            listeners = [.. _callbacks.Where(listener => listener.Types.HasFlag(edge)).Select(listener => listener.Callback)];
        }
        foreach (var listener in listeners)
        {
            listener(this, new PinValueChangedEventArgs(edge, pin));
        }
    }

    private void ThrowIf(int error, string what)
    {
        if (error != 0)
        {
            throw GpioErrors.Refused(what, pin, chip, error);
        }
    }
}
