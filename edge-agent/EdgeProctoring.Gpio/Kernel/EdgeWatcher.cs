using System.Device.Gpio;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>The thread that hands a line's edges to its listeners, in the order in which the kernel saw them.</summary>
internal sealed class EdgeWatcher : IDisposable
{
    private readonly EventQueue _events;
    private readonly Thread _thread;

    public EdgeWatcher(SafeFileHandle line, int pin, Action<PinEventTypes> tell)
    {
        _events = new EventQueue(line);
        _thread = new Thread(() => Watch(line, tell)) { IsBackground = true, Name = $"GPIO {pin}" };
        // Held until the thread ends: a listener may close the very line whose edge it is handling.
        var held = false;
        line.DangerousAddRef(ref held);
        _thread.Start();
    }

    /// <summary>No listener runs any more when this returns, unless it is called by one.</summary>
    public void Dispose()
    {
        _events.Wake();
        if (_thread == Thread.CurrentThread)
        {
            // Called by a listener: its thread still uses the queue and ends when the listener returns.
            return;
        }
        _thread.Join();
        _events.Dispose();
    }

    private void Watch(SafeFileHandle line, Action<PinEventTypes> tell)
    {
        try
        {
            while (_events.TryRead(out var edge))
            {
                tell(edge.Id == LineEvent.RisingEdge ? PinEventTypes.Rising : PinEventTypes.Falling);
            }
        }
        finally
        {
            line.DangerousRelease();
        }
    }
}
